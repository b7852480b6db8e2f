import { randomBytes } from 'node:crypto';
import type { Database } from '../../db/open-database.ts';
import type { SessionsTable } from '../../db/schema/people.ts';
import type { Clock } from '../../lib/clock.ts';
import { sha256Hex } from '../../lib/sha256-hex.ts';
import { prepareSessions } from './people-queries.ts';

export const IDLE_MS = 14 * 86_400_000;
export const ABSOLUTE_MS = 90 * 86_400_000;
export const FRESH_MS = 10 * 60_000;
/** Far beyond what a person has of browsers; the one used longest ago makes room. */
const MAX_PER_PERSON = 50;

/** Times are in milliseconds since 1970. */
export interface Session {
  readonly id: string;
  readonly personId: string;
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  hash: string;
  /** When the person last showed who they are. */
  freshAt: number;
  usedAt: number;
}

interface New extends Pick<Session, 'personId' | 'device' | 'hash'> {
  readonly isFresh: boolean;
}

/** Whoever is signed in, in memory: of the secrets only their SHA-256. */
export interface SessionBook {
  /** @param hash the secret's SHA-256. Null where there is none, or none any more. */
  find(hash: string): Session | null;
  /** The one used last first. */
  listOf(personId: string): Session[];
  /** Only within `writing`, as all that follow. @returns the secret, which is kept nowhere. */
  open(
    personId: string,
    device: string,
    isFresh?: boolean,
  ): { readonly session: Session; readonly secret: string };
  /** Fresh again, by another secret: whoever had copied the one before is out. @returns the new one. */
  confirm(session: Session): string;
  end(session: Session): void;
  /** @returns how many. */
  endAllOf(personId: string, except?: Session | null): number;
  isFresh(session: Session): boolean;
  reload(): void;
  /** The database is another: nobody is signed in any more. */
  clear(): void;
}

export function createSessionBook(database: Database, clock: Clock): SessionBook {
  const queries = prepareSessions(database);
  let sessions = new Map<string, Session>();
  reload();

  return {
    find(hash) {
      const session = sessions.get(hash);
      return session === undefined || hasEnded(session) ? null : session;
    },
    listOf,
    open(personId, device, isFresh = true) {
      sweep();
      for (const session of listOf(personId).slice(MAX_PER_PERSON - 1)) end(session);
      const secret = createSecret();
      const session = toSession({ personId, device, isFresh, hash: sha256Hex(secret) });
      queries.insert.run(toRow(session));
      sessions.set(session.hash, session);
      return { session, secret };
    },
    confirm(session) {
      const secret = createSecret();
      sessions.delete(session.hash);
      session.hash = sha256Hex(secret);
      session.freshAt = clock.now();
      const fresh_at = toTimestamp(session.freshAt);
      if (queries.confirm.run({ id: session.id, secret_hash: session.hash, fresh_at }) > 0)
        sessions.set(session.hash, session); // unless it has ended meanwhile
      return secret;
    },
    end,
    endAllOf(personId, except = null) {
      const ending = [...sessions.values()].filter((one) => one.personId === personId && one !== except);
      for (const session of ending) end(session);
      return ending.length;
    },
    isFresh: ({ freshAt }) => isWithin(freshAt, FRESH_MS),
    reload,
    clear() {
      sessions = new Map();
    },
  };

  function listOf(personId: string): Session[] {
    return [...sessions.values()]
      .filter((session) => session.personId === personId && !hasEnded(session))
      .toSorted((a, b) => b.usedAt - a.usedAt);
  }

  function end(session: Session): void {
    queries.remove.run({ id: session.id });
    sessions.delete(session.hash);
  }

  function sweep(): void {
    for (const session of sessions.values()) if (hasEnded(session)) end(session);
  }

  function hasEnded({ expiresAt, usedAt }: Session): boolean {
    return clock.now() >= expiresAt || clock.now() - usedAt >= IDLE_MS;
  }

  /** Not so either where the machine's clock was set back since. */
  function isWithin(since: number, ms: number): boolean {
    const passed = clock.now() - since;
    return passed >= 0 && passed < ms;
  }

  function toSession({ isFresh, ...given }: New): Session {
    const now = clock.now();
    const id = randomBytes(12).toString('base64url');
    return {
      ...given,
      id,
      createdAt: now,
      freshAt: isFresh ? now : 0,
      usedAt: now,
      expiresAt: now + ABSOLUTE_MS,
    };
  }

  function reload(): void {
    sessions = new Map(queries.readAll.all({}).map((row) => [row.secret_hash, fromRow(row)]));
  }
}

function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

function toRow(session: Session): SessionsTable {
  return {
    id: session.id,
    secret_hash: session.hash,
    person_id: session.personId,
    device: session.device,
    created_at: toTimestamp(session.createdAt),
    last_used_at: toTimestamp(session.usedAt),
    fresh_at: toTimestamp(session.freshAt),
    expires_at: toTimestamp(session.expiresAt),
  };
}

function fromRow(row: SessionsTable): Session {
  return {
    id: row.id,
    hash: row.secret_hash,
    personId: row.person_id,
    device: row.device,
    createdAt: Date.parse(row.created_at),
    usedAt: Date.parse(row.last_used_at),
    freshAt: Date.parse(row.fresh_at),
    expiresAt: Date.parse(row.expires_at),
  };
}

function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}
