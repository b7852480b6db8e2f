import { defineConfig } from 'vitest/config';

const atLeast90Percent = { lines: 90, branches: 90 };

export default defineConfig({
  test: {
    projects: ['apps/*', 'packages/*', 'bench', 'scripts'],
    coverage: {
      provider: 'v8',
      // Matched within each project's own folder; a path from here would match nothing, and nothing would be held to.
      include: ['src/**/*.ts'],
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
