import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { runCommand } from '../steps/run-command.ts';
import type { Outcome, Step } from '../steps/step.ts';
import { installDebianPackages } from './install-debian-packages.ts';

interface OtherBrowser {
  name: string;
  /** Run as `node <story>`; exit code 0 means that the story holds. */
  story: string;
  /** Any one of these programs of each row; the story finds the first in its variable. */
  programs: { variable: string; names: string[] }[];
  packages: string[];
  /** What the story runs under: WebKitGTK's browser cannot do without a display. */
  under: string[];
}

const otherBrowsers: OtherBrowser[] = [
  {
    name: 'Firefox',
    story: 'e2e/browsers/firefox.ts',
    programs: [{ variable: 'BOOKCHAT_FIREFOX', names: ['firefox', 'firefox-esr'] }],
    packages: ['firefox-esr'],
    under: [],
  },
  {
    name: 'WebKitGTK',
    story: 'e2e/browsers/webkit.ts',
    programs: [
      { variable: 'BOOKCHAT_WEBKIT_DRIVER', names: ['WebKitWebDriver'] },
      { variable: 'BOOKCHAT_XVFB', names: ['xvfb-run'] },
    ],
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
    under: ['xvfb-run', '--auto-servernum'],
  },
];

export const browserStories: Step[] = otherBrowsers.map((browser) => ({
  name: `Core story in ${browser.name}`,
  needs: ['Build'],
  run: () => tell(browser),
}));

async function tell(browser: OtherBrowser): Promise<Outcome> {
  const root = join(import.meta.dirname, '../..');
  if (!existsSync(join(root, browser.story))) return skipped(`${browser.story} is not there`);
  const found = locate(browser) ?? (await install(browser));
  if ('reason' in found) return skipped(found.reason);
  const [program = '', ...args] = [...browser.under, process.execPath, join(root, browser.story)];
  const exitCode = await runCommand(program, args, {
    cwd: join(root, 'e2e'),
    env: { ...process.env, ...found },
  });
  const counts = { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  return { state: exitCode === 0 ? 'passed' : 'failed', counts };
}

async function install(browser: OtherBrowser): Promise<Record<string, string> | { reason: string }> {
  const done = await installDebianPackages(browser.packages);
  if (!done.installed) return { reason: `${browser.name} is not installed, and ${done.reason}` };
  return locate(browser) ?? { reason: `${browser.packages.join(', ')} brought no ${browser.name}` };
}

/** The programs' paths by variable, or nothing if one is missing. */
function locate(browser: OtherBrowser): Record<string, string> | undefined {
  const entries = browser.programs.map(({ variable, names }) => [variable, onPath(names)] as const);
  if (entries.some(([, path]) => path === undefined)) return undefined;
  return Object.fromEntries(entries.map(([variable, path]) => [variable, String(path)]));
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

const skipped = (reason: string): Outcome => ({ state: 'skipped', note: reason });
