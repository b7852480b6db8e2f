import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What is measured is the built server, so it is built from the code as it stands. */
export function buildBookChat(): void {
  execFileSync('pnpm', ['exec', 'turbo', 'run', 'build', '--filter=@bookchat/api'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
