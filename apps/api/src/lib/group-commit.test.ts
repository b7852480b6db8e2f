import { describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';
import { ProblemError } from './problem-error.ts';

const MAX_WAITING = 20_000;

/** A commit that stays open until it is told how to end. */
function createHeldCommit() {
  const batches: (readonly number[])[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const queue = createGroupCommit<number, string>(async (items) => {
    batches.push(items);
    const end = Promise.withResolvers<void>();
    ends.push(end);
    await end.promise;
    return items.map((item) => `kept ${item}`);
  });
  return { queue, batches, ends };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('group commit', () => {
  it('commits together what comes in one turn, in order, and answers each with its own result', async () => {
    const batches: (readonly number[])[] = [];
    const queue = createGroupCommit<number, string>(async (items) => {
      batches.push(items);
      return items.map((item) => `kept ${item}`);
    });
    const results = await Promise.all([3, 1, 2].map((item) => queue.add(item)));
    expect(results).toEqual(['kept 3', 'kept 1', 'kept 2']);
    expect(batches).toEqual([[3, 1, 2]]);
  });

  it('makes the next batch of what comes while one is being committed', async () => {
    const { queue, batches, ends } = createHeldCommit();
    const first = queue.add(1);
    await nextTurn();
    const later = [queue.add(2), queue.add(3)];
    expect(queue.depth).toBe(3);
    await nextTurn();
    expect(batches).toEqual([[1]]);
    ends[0]?.resolve();
    expect(await first).toBe('kept 1');
    await nextTurn();
    await nextTurn();
    ends[1]?.resolve();
    expect(await Promise.all(later)).toEqual(['kept 2', 'kept 3']);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('answers nobody before the commit is done', async () => {
    const { queue, ends } = createHeldCommit();
    const answers: string[] = [];
    const added = queue.add(1).then((result) => void answers.push(result));
    await nextTurn();
    await nextTurn();
    expect(answers).toEqual([]);
    ends[0]?.resolve();
    await added;
    expect(answers).toEqual(['kept 1']);
  });

  it('commits at most a thousand at a time', async () => {
    const sizes: number[] = [];
    const queue = createGroupCommit<number, number>(async (items) => {
      sizes.push(items.length);
      return items;
    });
    await Promise.all(Array.from({ length: 2_500 }, (_, item) => queue.add(item)));
    expect(sizes).toEqual([1_000, 1_000, 500]);
  });

  it('rejects the whole batch with what broke its commit, and goes on with the next', async () => {
    const queue = createGroupCommit<number, number>(async (items) => {
      if (items.includes(13)) throw new Error('bad luck');
      return items;
    });
    const settled = await Promise.allSettled([1, 13, 2].map((item) => queue.add(item)));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(queue.add(4)).resolves.toBe(4);
  });

  it('refuses what it could only pile up, and takes more once there is room', async () => {
    const { queue, ends } = createHeldCommit();
    const taken = Array.from({ length: MAX_WAITING }, (_, item) => queue.add(item));
    const refusal = await queue.add(-1).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ProblemError);
    expect(refusal).toMatchObject({ code: 'overloaded', statusCode: 503, headers: { 'retry-after': '2' } });
    await nextTurn();
    const late = queue.add(-2);
    for (let batch = 0; batch <= MAX_WAITING / 1_000; batch++) {
      while (ends[batch] === undefined) await nextTurn();
      ends[batch]?.resolve();
    }
    expect(await late).toBe('kept -2');
    expect(await Promise.all(taken)).toHaveLength(MAX_WAITING);
  });

  it('is idle when nothing waits', async () => {
    const { queue, ends } = createHeldCommit();
    await queue.idle();
    const added = queue.add(1);
    await nextTurn();
    const idle = queue.idle().then(() => queue.depth);
    ends[0]?.resolve();
    expect(await idle).toBe(0);
    await added;
  });
});
