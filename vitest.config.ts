import { defineConfig } from 'vitest/config';

const atLeast90Percent = { lines: 90, branches: 90 };

export default defineConfig({
  test: {
    projects: ['apps/*', 'packages/*', 'bench', 'scripts'],
    coverage: {
      provider: 'v8',
      // Matched from a project's own folder in some runs and from here in others, so it must fit both.
      include: ['**/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.d.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      reportsDirectory: 'coverage',
      thresholds: {
        'apps/api/src/**': atLeast90Percent,
        'apps/web/src/**': atLeast90Percent,
        'packages/shared/src/**': atLeast90Percent,
      },
    },
  },
});
