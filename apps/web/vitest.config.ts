import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { callServer, closeServer, openServer } from './test/server-commands.ts';

const CHROMIUM = process.env['BOOKCHAT_CHROMIUM'] ?? '/usr/bin/chromium';
const CHROMIUM_OPTIONS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export default defineConfig({
  test: {
    projects: [
      // What has no DOM runs in Node, against the real server.
      {
        test: { name: 'stores', testTimeout: 20_000, include: ['src/*.test.ts', 'src/stores/**/*.test.ts'] },
      },
      {
        test: {
          name: 'page',
          testTimeout: 20_000,
          // A machine that is busy with other things takes its time; what never comes still fails.
          expect: { poll: { timeout: 5_000 } },
          include: ['src/{lib,components,views}/**/*.test.ts'],
          setupFiles: ['test/page-setup.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1_000, height: 720 },
            provider: playwright({
              launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_OPTIONS },
              contextOptions: { locale: 'en-GB', timezoneId: 'Europe/Berlin' },
            }),
            instances: [{ browser: 'chromium' }],
            commands: { openServer, callServer, closeServer },
          },
        },
        optimizeDeps: { include: ['zod/mini', 'axe-core'] },
      },
    ],
  },
});
