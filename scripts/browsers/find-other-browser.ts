import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { installDebianPackages } from './install-debian-packages.ts';
import type { OtherBrowser } from './other-browsers.ts';

type Found = { paths: Record<string, string> } | { reason: string };

/** The paths of a browser's programs by variable, installed first where that can be done, or why not. */
export async function findOtherBrowser(browser: OtherBrowser): Promise<Found> {
  return locate(browser) ?? (await install(browser));
}

async function install(browser: OtherBrowser): Promise<Found> {
  const done = await installDebianPackages(browser.packages);
  if (!done.installed) return { reason: `${browser.name} is not installed, and ${done.reason}` };
  return locate(browser) ?? { reason: `${browser.packages.join(', ')} brought no ${browser.name}` };
}

function locate({ programs }: OtherBrowser): { paths: Record<string, string> } | undefined {
  const entries = programs.map(({ variable, names }) => [variable, onPath(names) ?? ''] as const);
  return entries.every(([, path]) => path) ? { paths: Object.fromEntries(entries) } : undefined;
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}
