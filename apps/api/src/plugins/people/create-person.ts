import type { Role } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { nameKey } from '../../lib/name-key.ts';
import type { Person } from './person-book.ts';

export interface NewPerson {
  readonly name: string;
  readonly role: Role;
  readonly email?: string | null | undefined;
  readonly passwordHash?: string | null;
  readonly github?: {
    readonly id: string;
    readonly login: string;
    readonly role: Exclude<Role, 'owner'>;
  };
}

/** @param now in milliseconds since 1970. */
export function createPerson({ name, role, email, passwordHash, github }: NewPerson, now: number): Person {
  return {
    id: uuidv7(),
    name,
    name_key: nameKey(name),
    email: email ?? null,
    password_hash: passwordHash ?? null,
    role,
    state: 'active',
    muted_until: null,
    mute_reason: null,
    suspend_reason: null,
    messages_hidden: 0,
    github_id: github?.id ?? null,
    github_login: github?.login ?? null,
    github_role: github?.role ?? null,
    github_gone_at: null,
    created_at: new Date(now).toISOString(),
    last_seen_at: null,
    renamed_at: '',
    status_text: '',
    time_zone: null,
    avatar: null,
  };
}
