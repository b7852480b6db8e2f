import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'api',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    restoreMocks: true,
    setupFiles: ['test/patience.ts'],
    isolate: false,
    // They wait for disks and processes, too: one less than there are cores would leave one of two idle.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Other projects have a number of workers of their own, and so run before.
    sequence: { groupOrder: 1 },
    globalSetup: ['test/threads/prepare-threads.ts'],
    execArgv: ['--import', new URL('test/threads/start-thread.mjs', import.meta.url).href],
    // The tests that start whole processes share two cores with others.
    testTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
