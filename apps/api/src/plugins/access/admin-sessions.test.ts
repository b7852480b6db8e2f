import { describe, expect, it } from 'vitest';
import { createAdminSessions } from './admin-sessions.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function createAt() {
  const clock = { ms: 0 };
  return { clock, sessions: createAdminSessions(() => clock.ms) };
}

describe('admin sessions', () => {
  it('end after twelve hours without use', () => {
    const { clock, sessions } = createAt();
    const { secret } = sessions.open();
    clock.ms = 12 * HOUR_MS - 1;
    expect(sessions.find(secret)).not.toBeNull();
    clock.ms += 12 * HOUR_MS;
    expect(sessions.find(secret)).toBeNull();
    clock.ms = 0;
    expect(sessions.find(secret), 'and do not come back').toBeNull();
  });

  it('end after a week, however much they are used', () => {
    const { clock, sessions } = createAt();
    const { secret, expiresAt } = sessions.open();
    expect(expiresAt).toBe(7 * DAY_MS);
    for (clock.ms = 0; clock.ms < 7 * DAY_MS; clock.ms += HOUR_MS)
      expect(sessions.find(secret)).not.toBeNull();
    expect(sessions.find(secret)).toBeNull();
  });

  it('are a thousand at most, of which the oldest goes', () => {
    const { sessions } = createAt();
    const secrets = Array.from({ length: 1_001 }, () => sessions.open().secret);
    expect(secrets.filter((secret) => sessions.find(secret) === null)).toEqual(secrets.slice(0, 1));
  });

  it('know no secret that they did not give', () => {
    const { sessions } = createAt();
    sessions.open();
    expect(sessions.find('made up')).toBeNull();
  });
});
