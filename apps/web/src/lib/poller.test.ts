import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPoller, type PollerOptions } from './poller.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const make = (options: Partial<PollerOptions> = {}) => {
  const poll = vi.fn(options.poll ?? (async () => undefined));
  const poller = createPoller({
    intervalMs: 5_000,
    quietMs: () => 0,
    random: () => 1,
    now: () => Date.now(),
    ...options,
    poll,
  });
  return { poll, poller };
};

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a poller polls at once and then at its interval', async () => {
  const { poll, poller } = make();
  poller.resume();
  await pass(0);
  expect(poll).toHaveBeenCalledTimes(1);
  await pass(5_000);
  expect(poll).toHaveBeenCalledTimes(2);
});

test('a poller that rests does not poll, nudged or not, and goes on when resumed', async () => {
  const { poll, poller } = make();
  poller.resume();
  await pass(0);
  poller.pause();
  poller.nudge();
  await pass(60_000);
  expect(poll).toHaveBeenCalledTimes(1);
  poller.resume();
  await pass(0);
  expect(poll).toHaveBeenCalledTimes(2);
});

test('two polls never run at a time: nudges during one make for a single one after it', async () => {
  let finish: () => void = () => undefined;
  const { poll, poller } = make({
    poll: () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  });
  poller.resume();
  await pass(0);
  poller.nudge();
  poller.nudge();
  await pass(60_000);
  expect(poll).toHaveBeenCalledTimes(1);
  finish();
  await pass(0);
  expect(poll).toHaveBeenCalledTimes(2);
});

test('a poll under way when the poller is paused is the last one', async () => {
  let finish: () => void = () => undefined;
  const { poll, poller } = make({
    poll: () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  });
  poller.resume();
  await pass(0);
  poller.pause();
  finish();
  await pass(60_000);
  expect(poll).toHaveBeenCalledTimes(1);
});

test('failures in a row double the wait, up to half a minute, and a success ends it', async () => {
  let fails = true;
  const { poll, poller } = make({
    poll: async () => {
      if (fails) throw new Error('away');
    },
  });
  poller.resume();
  await pass(0);
  for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const before = poll.mock.calls.length;
    await pass(wait - 1);
    expect(poll).toHaveBeenCalledTimes(before);
    await pass(1);
    expect(poll).toHaveBeenCalledTimes(before + 1);
  }
  fails = false;
  await pass(30_000);
  const before = poll.mock.calls.length;
  await pass(5_000);
  expect(poll).toHaveBeenCalledTimes(before + 1);
});

test('chance spreads the wait over its second half', async () => {
  const { poll, poller } = make({ random: () => 0, poll: () => Promise.reject(new Error('away')) });
  poller.resume();
  await pass(0);
  await pass(500);
  expect(poll).toHaveBeenCalledTimes(2);
});

test('a server that asked for quiet is left in peace, whoever nudges', async () => {
  const { poll, poller } = make({ quietMs: () => 20_000, poll: () => Promise.reject(new Error('limited')) });
  poller.resume();
  await pass(0);
  poller.nudge();
  poller.pause();
  poller.resume();
  await pass(19_999);
  expect(poll).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(poll).toHaveBeenCalledTimes(2);
});

test('quiet lasts no longer than five minutes, however much was asked for', async () => {
  const month = 30 * 24 * 60 * 60_000;
  const { poll, poller } = make({ quietMs: () => month, poll: () => Promise.reject(new Error('limited')) });
  poller.resume();
  await pass(0);
  await pass(5 * 60_000 - 1);
  expect(poll).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(poll).toHaveBeenCalledTimes(2);
});

test('a stopped poller breaks off its poll and cannot be resumed', async () => {
  let seen: AbortSignal | undefined;
  const { poll, poller } = make({
    poll: (signal) => {
      seen = signal;
      return new Promise(() => undefined);
    },
  });
  poller.resume();
  await pass(0);
  poller.stop();
  expect(seen?.aborted).toBe(true);
  poller.resume();
  await pass(60_000);
  expect(poll).toHaveBeenCalledTimes(1);
});
