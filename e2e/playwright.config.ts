import process from 'node:process';
import { defineConfig } from '@playwright/test';

const inCi = Boolean(process.env['CI']);
const executablePath = process.env['BOOKCHAT_CHROMIUM'];
// Chromium's sandbox refuses to start as root, as which containers and many CI machines run.
const asRoot = process.getuid?.() === 0;

/** Each test starts a server of its own (see fixtures), so that tests share nothing but the build. */
export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.test.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: inCi,
  // Some look at a whole page with axe, on machines that are busy with others.
  timeout: 60_000,
  globalTimeout: 20 * 60_000,
  // A test that passes only when it is run again is named in the summary, and mended.
  retries: inCi ? 1 : 0,
  reporter: [
    ['list'],
    ['json', { outputFile: 'test-results/playwright.json' }],
    ['html', { outputFolder: 'playwright-report', open: 'never' }],
  ],
  // Longer than a page waits between two polls, so that nothing has to come at once.
  expect: { timeout: 10_000 },
  outputDir: 'test-results/artifacts',
  use: {
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
});
