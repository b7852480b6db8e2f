import type { ManagedPerson } from '@bookchat/shared';
import { at } from './at.ts';

const DAY_SECONDS = 86_400;

let count = 0;

/** Somebody as admins see them: a member who came a minute ago, but for what is said. */
export function managedPerson(more: Partial<ManagedPerson> & { readonly name: string }): ManagedPerson {
  return {
    id: `019ac5b2-7a10-7c3e-9d52-${String(++count).padStart(12, '0')}`,
    role: 'member',
    state: 'active',
    status_text: '',
    time_zone: null,
    avatar: null,
    created_at: at(30 * DAY_SECONDS),
    email: null,
    has_password: true,
    muted_until: null,
    mute_reason: null,
    github_login: null,
    standing: 'abcdef',
    last_seen_at: at(60),
    suspend_reason: null,
    messages_hidden: false,
    passkeys: 0,
    sessions: 1,
    ...more,
  };
}
