import { createHash, randomBytes } from 'node:crypto';

const IDLE_MS = 12 * 60 * 60 * 1_000;
const ABSOLUTE_MS = 7 * 24 * 60 * 60 * 1_000;
const MAX_SESSIONS = 1_000;

interface Session {
  readonly expiresAt: number;
  usedAt: number;
}

/**
 * The operators' sessions: 256 random bits, kept hashed and in memory alone, so that no backup holds one
 * and a restart ends them all.
 */
export function createAdminSessions(now: () => number = Date.now) {
  const sessions = new Map<string, Session>();
  return { open, find, close };

  /** @returns the secret for the cookie, and when it ends at the latest. */
  function open(): { secret: string; expiresAt: number } {
    if (sessions.size >= MAX_SESSIONS) sessions.delete(sessions.keys().next().value as string);
    const secret = randomBytes(32).toString('base64url');
    const expiresAt = now() + ABSOLUTE_MS;
    sessions.set(hash(secret), { expiresAt, usedAt: now() });
    return { secret, expiresAt };
  }

  function find(secret: string): { expiresAt: number } | null {
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
