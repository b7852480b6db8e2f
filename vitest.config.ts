import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['apps/*', 'packages/*', 'bench', 'scripts'],
    coverage: {
      // A test that fails is no reason to hide what all others run.
      reportOnFailure: true,
      // Matched from a project's own folder in some runs and from here in others, so it must fit both.
      include: ['**/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.d.ts', '**/dist-of-tests-*/**'],
      // scripts/steps/coverage-step.ts holds the folders to 90 %.
      reporter: ['text-summary', 'html', 'json-summary'],
      reportsDirectory: 'coverage/rest',
    },
  },
});
