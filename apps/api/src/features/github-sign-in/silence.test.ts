import { describe, expect, it } from 'vitest';
import { createClock } from '../../../test/create-clock.ts';
import { type Alarm, AlarmedError } from '../../plugins/alarms.ts';
import { TargetError } from '../archive/index.ts';
import { createSilence } from './silence.ts';

const HOUR_MS = 3_600_000;
const away = new TargetError('unavailable', 'The server cannot reach api.github.com.');

function setUp() {
  const open = new Map<string, Alarm>();
  const clock = createClock();
  const alarms = {
    raise: (alarm: Alarm) => void open.set(alarm.cause, alarm),
    clear: (cause: string) => void open.delete(cause),
    listen() {},
  };
  return { open, clock, silence: createSilence(alarms, clock) };
}

describe('silence', () => {
  it('is let pass for a day', async () => {
    const { open, clock, silence } = setUp();
    await clock.pass(24 * HOUR_MS - 1);
    expect(silence.heardNothing(away)).toBe(
      'Nothing was heard, and nobody is put out by that. The server cannot reach api.github.com.',
    );
    expect(open.size).toBe(0);
  });

  it('is a matter for people from then on, until something is heard', async () => {
    const { open, clock, silence } = setUp();
    await clock.pass(25 * HOUR_MS);
    expect(() => silence.heardNothing(away)).toThrow(AlarmedError);
    expect(open.get('github_access')).toMatchObject({ severity: 'WARNING', details: { silent_hours: 25 } });
    silence.heard();
    expect(open.size).toBe(0);
    expect(silence.heardNothing(away)).toMatch(/^Nothing was heard/);
  });

  it.for(['denied', 'refused'] as const)('is one at once where it is %s', (trouble) => {
    const { open, silence } = setUp();
    expect(() => silence.heardNothing(new TargetError(trouble, 'No.'))).toThrow(AlarmedError);
    expect(open.size).toBe(1);
  });
});
