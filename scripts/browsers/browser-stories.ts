import process from 'node:process';
import { countedCommand } from '../steps/counted-command-step.ts';
import type { Outcome, Step } from '../steps/step.ts';
import { workspaceScript } from '../steps/workspace-script.ts';
import { findOtherBrowser } from './find-other-browser.ts';
import { type OtherBrowser, otherBrowsers } from './other-browsers.ts';

/**
 * Finds each browser, then lets the e2e workspace tell its stories in those that are there: their ids are
 * in BOOKCHAT_BROWSERS, separated by blanks, and the paths of their programs in the browsers' variables.
 */
export const browserStories: Step[] = [
  ...otherBrowsers.map((browser) => ({ name: browser.name, run: () => use(browser) })),
  { name: 'Core story in these browsers', needs: ['Build'], run: tellStories },
];

const available: string[] = [];

async function use(browser: OtherBrowser): Promise<Outcome> {
  const found = await findOtherBrowser(browser);
  if ('reason' in found) return { state: 'skipped', note: found.reason };
  Object.assign(process.env, found.paths);
  available.push(browser.id);
  return { state: 'passed', note: Object.values(found.paths).join(', ') };
}

async function tellStories(): Promise<Outcome> {
  if (available.length === 0) return { state: 'skipped', note: 'neither browser is there' };
  process.env['BOOKCHAT_BROWSERS'] = available.join(' ');
  return workspaceScript('e2e', 'test:browsers', countedCommand)();
}
