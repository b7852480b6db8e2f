import { availableParallelism } from 'node:os';
import { describe, expect, test, vi } from 'vitest';
import { watchCpuShare } from './cpu-share.ts';

/** The clock stands still, and the process has worked as long as the test says. */
const it = test.extend('work', async ({ task: _ }, { onCleanup }) => {
  const usage = { user: 0, system: 0 };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onCleanup(() => void vi.useRealTimers());
  vi.spyOn(process, 'cpuUsage').mockImplementation(() => ({ ...usage }));
  return (ms: number) => {
    usage.user += ms * 600;
    usage.system += ms * 400;
  };
});

describe('the share of the processor', () => {
  it('is that of the last interval, whoever has read it since', ({ work }) => {
    const read = watchCpuShare(new AbortController().signal);
    work(1_000 * availableParallelism());
    vi.advanceTimersByTime(5_000);
    expect([read(), read()]).toEqual([0.2, 0.2]);
    work(2_500 * availableParallelism());
    vi.advanceTimersByTime(2_500);
    expect(read()).toBe(0.2);
    vi.advanceTimersByTime(2_500);
    expect([read(), read()]).toEqual([0.5, 0.5]);
  });

  it('is that since the start while there is no interval yet', ({ work }) => {
    const read = watchCpuShare(new AbortController().signal);
    expect(read()).toBe(0);
    work(100 * availableParallelism());
    vi.advanceTimersByTime(1_000);
    expect([read(), read()]).toEqual([0.1, 0.1]);
  });

  it('is never more than all there is', ({ work }) => {
    const read = watchCpuShare(new AbortController().signal);
    work(1_001 * availableParallelism());
    vi.advanceTimersByTime(1_000);
    expect(read()).toBe(1);
  });

  it('is no longer looked at once the server closes', ({ work: _ }) => {
    const closing = new AbortController();
    watchCpuShare(closing.signal);
    closing.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});
