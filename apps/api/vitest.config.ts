import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'api',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    restoreMocks: true,
    isolate: false,
    // The tests that start whole processes share two cores with others.
    testTimeout: 20_000,
    expect: { poll: { timeout: 5_000 } },
  },
});
