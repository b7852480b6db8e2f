import { describe, expect, it, vi } from 'vitest';
import { watchCondition } from './condition.ts';

const refusal = (code: string) => Object.assign(new Error(code), { code });

function watch() {
  const condition = watchCondition();
  const listener = { writing: vi.fn(), damage: vi.fn() };
  condition.listen(listener);
  return { condition, listener };
}

describe('the condition of a database', () => {
  it.for([
    ['SQLITE_FULL', 'full'],
    ['ENOSPC', 'full'],
    ['SQLITE_IOERR_WRITE', 'failing'],
    ['SQLITE_BUSY', 'failing'],
    ['SQLITE_READONLY', 'failing'],
  ] as const)('after %s is that writing is %s, told once, until a write succeeds', ([code, writing]) => {
    const { condition, listener } = watch();
    for (let times = 0; times < 3; times++) condition.couldNotWrite(refusal(code));
    expect(condition.writing).toBe(writing);
    condition.wrote();
    condition.wrote();
    expect(listener.writing.mock.calls).toEqual([[writing], ['fine']]);
  });

  it.for(['SQLITE_CONSTRAINT_UNIQUE', 'id_taken'])('says nothing of a write refused for %s', (code) => {
    const { condition, listener } = watch();
    condition.couldNotWrite(refusal(code));
    condition.couldNotWrite('thrown');
    expect(condition.writing).toBe('untried');
    expect(listener.writing).not.toHaveBeenCalled();
  });

  it('is damaged from the first broken page on that a read or a write meets', () => {
    const { condition, listener } = watch();
    condition.couldNotWrite(refusal('SQLITE_CORRUPT_INDEX'));
    condition.couldNotRead(refusal('SQLITE_CORRUPT'));
    condition.wrote();
    expect(condition.damage).toBe('SQLITE_CORRUPT_INDEX');
    expect(listener.damage.mock.calls).toEqual([['SQLITE_CORRUPT_INDEX']]);
  });

  it('is what those find who read all of it, each time anew', () => {
    const { condition, listener } = watch();
    condition.foundDamaged('page 7');
    condition.foundDamaged('page 7');
    condition.foundSound();
    expect(condition.damage).toBeNull();
    expect(listener.damage.mock.calls).toEqual([['page 7'], ['page 7'], [null]]);
  });
});
