import type { PersonState, Role } from '@bookchat/shared';
import type { Generated } from 'kysely';

/** Somebody with an account; who was removed keeps a row, so that nobody else speaks under the name. */
export interface PeopleTable {
  /** A UUIDv7. */
  id: string;
  name: string;
  /** The name without what makes two look alike; see `lib/name-key.ts`. */
  name_key: string;
  /** In lower case. */
  email: string | null;
  /** `scrypt$<N>$<r>$<p>$<salt>$<hash>`, both in base64url. */
  password_hash: string | null;
  role: Role;
  state: PersonState;
  muted_until: string | null;
  /** Why they are muted; means nothing once that is over. */
  mute_reason: string | null;
  /** Why they are suspended or removed. */
  suspend_reason: string | null;
  messages_hidden: 0 | 1;
  /** GitHub's number of the account, which stays where its login changes. */
  github_id: string | null;
  github_login: string | null;
  /** What GitHub last made them; null for whoever did not come by it, and only linked an account later. */
  github_role: Exclude<Role, 'owner'> | null;
  /** Since when GitHub lets them in no longer. */
  github_gone_at: string | null;
  created_at: string;
  /** To the minute. */
  last_seen_at: string | null;
  /** When they changed their name of late, separated by commas, the oldest first. */
  renamed_at: string;
  status_text: string;
  /** A name of the IANA. */
  time_zone: string | null;
  /** The hash of a row in `avatars`. */
  avatar: string | null;
}

/** The picture of whoever has its hash; gone with the last of them. */
export interface AvatarsTable {
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  /** WebP, 256 pixels square. */
  bytes: Buffer;
}

/** A browser in which somebody is signed in. Backups hold none. */
export interface SessionsTable {
  /** No secret: it names the session in its owner's list. */
  id: string;
  /** SHA-256 of the cookie's 256 random bits, in hexadecimal. */
  secret_hash: string;
  person_id: string;
  device: string;
  created_at: string;
  /** To the minute. */
  last_used_at: string;
  /** When the person last showed who they are. */
  fresh_at: string;
  /** At the latest. */
  expires_at: string;
}

/** A link that is good for something: the first account, an invite, a new password. */
export interface LinksTable {
  id: string;
  /** SHA-256 in hexadecimal. */
  token_hash: string;
  kind: 'set_up' | 'invite' | 'recovery';
  /** What whoever uses it will be; of no meaning for a recovery. */
  role: Role;
  /** Into which rooms whoever uses it is brought, separated by commas. */
  rooms: string;
  note: string;
  /** Whose account is recovered; of an invite, who made it. */
  person_id: string | null;
  max_uses: number;
  uses: number;
  created_at: string;
  /** A name; null where it was the admin token or the command line. */
  created_by: string | null;
  expires_at: string;
  revoked_at: string | null;
}

export interface PasskeysTable {
  /** The credential's id in base64url. */
  id: string;
  person_id: string;
  name: string;
  /** COSE, in base64url. */
  public_key: string;
  counter: number;
  /** Separated by commas. */
  transports: string;
  created_at: string;
  last_used_at: string | null;
}

/** What admins, owners, the admin token and the command line did; only ever added to. */
export interface AuditTable {
  id: Generated<number>;
  at: string;
  /** A name, `admin token`, `command line` or `server`. */
  actor: string;
  actor_id: string | null;
  action: string;
  target: string | null;
  /** JSON. */
  details: string;
}

/** A name that is somebody's beside their present one, and that nobody else may have. */
export interface ClaimedNamesTable {
  name: string;
  person_id: string;
  at: string;
  /** 1 for one that they had, and gave up. */
  had: Generated<0 | 1>;
  /** 1 where what was written under it without an account is theirs, as an admin said. */
  assigned: Generated<0 | 1>;
}
