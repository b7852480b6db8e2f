import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

test('tasks run one after another, and a failed one does not stop the next', async () => {
  const inTurn = oneAtATime();
  const order: string[] = [];
  const slow = inTurn(async () => {
    await Promise.resolve();
    order.push('first');
    throw new Error('failed');
  });
  const fast = inTurn(async () => order.push('second'));
  await expect(slow).rejects.toThrow('failed');
  await fast;
  expect(order).toEqual(['first', 'second']);
});
