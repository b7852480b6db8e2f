import { describe, expect, it } from 'vitest';
import { createClock } from '../../../test/create-clock.ts';
import type { Trouble } from './archive-state.ts';
import { HistoryError } from './targets/history-error.ts';
import { BehindError, TargetError } from './targets/target-error.ts';
import { toTrouble } from './to-trouble.ts';

const NONE: Trouble = { kind: 'none' };
const clock = createClock();

describe('what follows from a branch that is not as it was left', () => {
  it.for([
    ['github', 'GITHUB_BRANCH', 'update-ref'],
    ['local', 'update-ref', 'GITHUB_BRANCH'],
  ] as const)('%s: says what can be done there', ([kind, said, unsaid]) => {
    const error = new HistoryError('rewritten', 'The branch is gone.');
    const { message, ...trouble } = toTrouble(error, { before: NONE, clock, kind });
    expect(trouble).toMatchObject({ kind: 'stopped' });
    expect(message).toContain(said);
    expect(message).not.toContain(unsaid);
  });

  it('is put down to a late answer once, and to somebody who moved it back when it lasts', () => {
    const late = new BehindError('The branch seems to be at 1111111.');
    const first = toTrouble(late, { before: NONE, clock, kind: 'github' });
    expect(first).toMatchObject({
      kind: 'unavailable',
      times: 1,
      message: 'The branch seems to be at 1111111.',
    });
    expect(first.until - clock.now()).toBeGreaterThanOrEqual(30_000);
    const second = toTrouble(late, { before: first, clock, kind: 'github' });
    expect(second).toMatchObject({
      kind: 'stopped',
      message: expect.stringContaining('never writes over it'),
    });
    expect(toTrouble(late, { before: second, clock, kind: 'github' })).toMatchObject({ kind: 'stopped' });
  });

  it('has nothing to do with other troubles', () => {
    const away = new TargetError('unavailable', 'GitHub did not answer.');
    const first = toTrouble(away, { before: NONE, clock, kind: 'github' });
    const late = new BehindError('The branch seems to be at 1111111.');
    expect(toTrouble(late, { before: first, clock, kind: 'github' })).toMatchObject({ kind: 'unavailable' });
    expect(toTrouble(away, { before: first, clock, kind: 'github' })).toMatchObject({ times: 2 });
  });
});
