import { expect, test, vi } from 'vitest';
import { watchRefusals } from './watch-refusals.ts';

test.each([
  [200, 0],
  [304, 0],
  [401, 1],
  [403, 1],
  [404, 0],
  [500, 0],
])('an answer of %i is a reason to ask who is in: %i times', async (status, times) => {
  const answer = new Response(null, { status });
  const fetch = vi.fn<typeof globalThis.fetch>(async () => answer);
  const refused = vi.fn();
  expect(await watchRefusals(fetch, refused)('/api/rooms', { method: 'PUT' })).toBe(answer);
  expect(fetch).toHaveBeenCalledExactlyOnceWith('/api/rooms', { method: 'PUT' });
  expect(refused).toHaveBeenCalledTimes(times);
});

test('a server that is not there says nothing about who is in', async () => {
  const refused = vi.fn();
  const fetch = watchRefusals(() => Promise.reject(new TypeError('refused')), refused);
  await expect(fetch('/api/rooms')).rejects.toThrow('refused');
  expect(refused).not.toHaveBeenCalled();
});
