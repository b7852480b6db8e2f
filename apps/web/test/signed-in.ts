import type { AnswerOf, Me, readSession, SignedIn } from '@bookchat/shared';

type Access = AnswerOf<typeof readSession>;

/** An account as its owner sees it, but for what is given. */
export function person(more: Partial<Me> = {}): Me {
  return {
    id: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f',
    name: 'alice',
    role: 'member',
    state: 'active',
    status_text: '',
    time_zone: null,
    avatar: null,
    created_at: '2026-11-01T09:00:00.000Z',
    email: null,
    has_password: true,
    muted_until: null,
    mute_reason: null,
    github_login: null,
    standing: 'abcdef',
    ...more,
  };
}

export function signedIn(me: Me = person()): SignedIn {
  return {
    me,
    session: { expires_at: '2026-12-04T12:00:00.000Z', fresh_until: '2026-11-20T12:10:00.000Z' },
  };
}

/** What a server with accounts says to whom it does not know, but for what is given. */
export function accessAnswer(more: Partial<Access> = {}): Access {
  return {
    mode: 'accounts',
    needs_owner: false,
    ways: { passkeys: false, github: null, recovery_mail: false },
    signed_in: null,
    ...more,
  };
}
