import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { callServer, closeServer, openServer, prepareOwner, readAdminToken } from './test/server-commands.ts';

const CHROMIUM = process.env['BOOKCHAT_CHROMIUM'] ?? '/usr/bin/chromium';
const CHROMIUM_OPTIONS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
/** A machine that is busy with other things takes its time to start one. */
const START_TIMEOUT_MS = 180_000;

export default defineConfig({
  test: {
    projects: [
      // What has no DOM runs in Node, against the real server.
      {
        test: {
          name: 'stores',
          testTimeout: 20_000,
          include: [
            'src/*.test.ts',
            'src/stores/**/*.test.ts',
            'src/account/{lib,stores}/**/*.test.ts',
            'src/admin/{lib,stores}/**/*.test.ts',
            'build/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'page',
          testTimeout: 20_000,
          // A machine that is busy with other things takes its time; what never comes still fails.
          expect: { poll: { timeout: 5_000 } },
          include: [
            'src/{lib,components,views}/**/*.test.ts',
            'src/{people,rooms}/**/*.test.ts',
            'src/{account,admin}/*.test.ts',
            'src/{account,admin}/{components,sections}/**/*.test.ts',
          ],
          setupFiles: ['test/page-setup.ts'],
          browser: {
            enabled: true,
            connectTimeout: START_TIMEOUT_MS,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1_000, height: 720 },
            provider: playwright({
              launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_OPTIONS, timeout: START_TIMEOUT_MS },
              contextOptions: { locale: 'en-GB', timezoneId: 'Europe/Berlin' },
            }),
            instances: [{ browser: 'chromium' }],
            commands: { openServer, callServer, closeServer, prepareOwner, readAdminToken },
          },
        },
        optimizeDeps: { include: ['zod/mini', 'axe-core', 'uplot'] },
      },
    ],
  },
});
