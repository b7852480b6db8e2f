import { existsSync } from 'node:fs';
import process from 'node:process';
import { installDebianPackages } from './install-debian-packages.ts';
import { installedChromium } from './installed-chromium.ts';
import { downloadPlaywrightChromium, playwrightChromium } from './playwright-chromium.ts';

export interface Chromium {
  path: string;
  /** In a person's words, where it comes from. */
  origin: string;
}

/** An installed Chromium or Chrome, else Playwright's download, else the distribution's package. */
export async function findChromium(): Promise<Chromium> {
  const found = chosen() ?? installed() ?? playwrights() ?? (await downloaded()) ?? (await packaged());
  if (found) return found;
  throw new Error(
    'No Chromium could be had: none is installed, the one that goes with Playwright could not be downloaded, ' +
      "and the system's package could not be installed (that needs root on Debian or Ubuntu).\n" +
      'Install Chromium or Chrome, or give its path in BOOKCHAT_CHROMIUM.',
  );
}

function chosen(): Chromium | undefined {
  const path = process.env['BOOKCHAT_CHROMIUM'];
  if (!path) return undefined;
  if (!existsSync(path)) throw new Error(`BOOKCHAT_CHROMIUM names ${path}, and there is no such file.`);
  return { path, origin: 'from BOOKCHAT_CHROMIUM' };
}

function installed(): Chromium | undefined {
  const path = installedChromium(process.env, process.platform);
  return path ? { path, origin: 'installed on this machine' } : undefined;
}

function playwrights(): Chromium | undefined {
  const path = playwrightChromium();
  return path && existsSync(path) ? { path, origin: "Playwright's" } : undefined;
}

async function downloaded(): Promise<Chromium | undefined> {
  return (await downloadPlaywrightChromium()) ? playwrights() : undefined;
}

async function packaged(): Promise<Chromium | undefined> {
  const { installed: done } = await installDebianPackages(['chromium']);
  const path = done ? installedChromium(process.env, process.platform) : undefined;
  return path ? { path, origin: "the distribution's package, installed just now" } : undefined;
}
