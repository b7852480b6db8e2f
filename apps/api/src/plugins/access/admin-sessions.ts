import { createHash, randomBytes } from 'node:crypto';
import { FRESH_MS } from '../people/index.ts';

const IDLE_MS = 12 * 60 * 60 * 1_000;
const ABSOLUTE_MS = 7 * 24 * 60 * 60 * 1_000;
const MAX_SESSIONS = 1_000;

/** Times are in milliseconds since 1970. */
export interface AdminSession {
  readonly expiresAt: number;
  /** Until when the token counts as given of late. */
  readonly freshUntil: number;
}

interface Session extends AdminSession {
  usedAt: number;
}

/**
 * The operators' sessions: 256 random bits, kept hashed and in memory alone, so that no backup holds one
 * and a restart ends them all.
 */
export function createAdminSessions(now: () => number) {
  const sessions = new Map<string, Session>();
  return { open, find, close };

  /** @returns the session with the secret for its cookie. */
  function open(): AdminSession & { secret: string } {
    if (sessions.size >= MAX_SESSIONS) sessions.delete(sessions.keys().next().value as string);
    const secret = randomBytes(32).toString('base64url');
    const session = { expiresAt: now() + ABSOLUTE_MS, freshUntil: now() + FRESH_MS };
    sessions.set(hash(secret), { ...session, usedAt: now() });
    return { ...session, secret };
  }

  function find(secret: string): AdminSession | null {
    const session = sessions.get(hash(secret));
    if (session === undefined) return null;
    if (now() >= session.expiresAt || now() - session.usedAt >= IDLE_MS) {
      close(secret);
      return null;
    }
    session.usedAt = now();
    return session;
  }

  function close(secret: string): void {
    sessions.delete(hash(secret));
  }
}

export type AdminSessions = ReturnType<typeof createAdminSessions>;

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
