import { expect, test } from 'vitest';
import { serverClock } from './server-clock.ts';

const HERE = new Date('2026-11-20T17:16:41.000Z');

async function hear(date: string | null): Promise<string> {
  const headers: HeadersInit = date === null ? {} : { date };
  const { fetch, now } = serverClock(
    () => HERE,
    async () => new Response('', { headers }),
  );
  await fetch('http://bookchat.test');
  return now().toISOString();
}

test('a clock that is more than a day off follows the server', async () => {
  expect(await hear('Thu, 19 Nov 2026 15:16:41 GMT')).toBe('2026-11-19T15:16:41.000Z');
});

test('seconds are left as they are', async () => {
  expect(await hear('Fri, 20 Nov 2026 17:17:00 GMT')).toBe(HERE.toISOString());
});

test.each([null, 'yesterday'])('an answer that is dated %s tells nothing', async (date) => {
  expect(await hear(date)).toBe(HERE.toISOString());
});
