import type { Me, Person as ShownPerson, SignedIn } from '@bookchat/shared';
import { FRESH_MS, type Person, type Session, standingOf } from '../../plugins/people/index.ts';

export function toPerson(person: Person): ShownPerson {
  const { id, name, role, state, status_text, time_zone, avatar, created_at } = person;
  return { id, name, role, state, status_text, time_zone, avatar, created_at };
}

/** @param now as in RFC 3339 with milliseconds, in UTC. */
export function toMe(person: Person, now: string): Me {
  const { email, password_hash, github_login } = person;
  const isMuted = person.muted_until !== null && person.muted_until > now;
  return {
    ...toPerson(person),
    email,
    has_password: password_hash !== null,
    muted_until: isMuted ? person.muted_until : null,
    mute_reason: isMuted ? person.mute_reason : null,
    github_login,
    standing: standingOf(person),
  };
}

export function toSignedIn(person: Person, session: Session, now: number): SignedIn {
  return {
    me: toMe(person, toTimestamp(now)),
    session: {
      expires_at: toTimestamp(session.expiresAt),
      fresh_until: toTimestamp(session.freshAt + FRESH_MS),
    },
  };
}

export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}
