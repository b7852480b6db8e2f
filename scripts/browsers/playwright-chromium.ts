import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from '../steps/run-command.ts';

const e2e = join(import.meta.dirname, '../../e2e');
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

/** Where the Chromium lies, or would lie, that belongs to the installed Playwright. */
export function playwrightChromium(): string | undefined {
  const script =
    "import { chromium } from '@playwright/test'; process.stdout.write(chromium.executablePath())";
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: e2e,
    encoding: 'utf8',
  });
  return run.status === 0 && run.stdout ? run.stdout : undefined;
}

/** False where it cannot be downloaded; Playwright prints why. */
export async function downloadPlaywrightChromium(): Promise<boolean> {
  process.stdout.write('No Chromium or Chrome is installed; asking Playwright for its own.\n');
  const args = ['exec', 'playwright', 'install', 'chromium'];
  return (await runCommand('pnpm', args, { cwd: e2e, timeout: DOWNLOAD_TIMEOUT_MS })) === 0;
}
