import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import everything from './vitest.config.ts';

/** The server's tests alone, of which coverage counts also what the threads and commands run that they start. */
export default defineConfig({
  test: {
    projects: ['apps/api'],
    coverage: {
      ...everything.test?.coverage,
      provider: 'custom',
      customProviderModule: fileURLToPath(
        new URL('scripts/thread-coverage/count-threads.ts', import.meta.url),
      ),
      autoAttachSubprocess: true,
      reportsDirectory: 'coverage/server',
    },
  },
});
