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
  globalTimeout: 10 * 60_000,
  // A test that fails now and then is mended, not run again; CI runs it once more for its trace alone.
  retries: inCi ? 1 : 0,
  failOnFlakyTests: inCi,
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
