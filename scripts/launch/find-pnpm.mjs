import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fetchTool } from './fetch-tool.mjs';
import { isAtLeast } from './version-order.mjs';
import { pinnedVersions } from './workspace.mjs';

/** The folder of a pnpm of the pinned major that is not older than the pin: the machine's, else npm's. */
export function findPnpmFolder() {
  const { pnpm: version } = pinnedVersions();
  return (
    machineFolder(version) ??
    dirname(
      fetchTool({
        name: 'pnpm',
        title: 'pnpm',
        version,
        specs: [`pnpm@${version}`],
        program: (folder) => nativeBinary(join(folder, 'node_modules', '@pnpm')),
      }),
    )
  );
}

/** @param {string} pin */
function machineFolder(pin) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = process.platform === 'win32' ? ['pnpm.exe'] : ['pnpm'];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (!found) return undefined;
  // Asked outside the checkout, where pnpm and Corepack would answer with, and download, the pin itself.
  const env = { ...process.env, COREPACK_ENABLE_NETWORK: '0' };
  const run = spawnSync(found, ['--version'], { cwd: tmpdir(), encoding: 'utf8', env });
  const version = run.status === 0 ? run.stdout.trim() : '';
  return isAtLeast(version, pin, { laterMajor: false }) ? dirname(found) : undefined;
}

/** @param {string} scope the folder that holds pnpm's package for this platform */
function nativeBinary(scope) {
  if (!existsSync(scope)) return undefined;
  const packages = readdirSync(scope).filter((name) => name.startsWith('exe.'));
  const names = packages.flatMap((name) => [join(scope, name, 'pnpm'), join(scope, name, 'pnpm.exe')]);
  return names.find(existsSync);
}
