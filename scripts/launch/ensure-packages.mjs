import { existsSync, readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { fingerprint, unlessUnchanged } from './fingerprint.mjs';
import { inRoot, pinnedVersions } from './workspace.mjs';

/** Installs what pnpm-lock.yaml says, if it says something else than at the last installation. */
export async function ensurePackages(/** @type {import('./open-toolchain.mjs').Toolchain} */ toolchain) {
  await unlessUnchanged('packages', whatIsAsked, async () => {
    const options = ['--frozen-lockfile', '--config.confirmModulesPurge=false', '--reporter=append-only'];
    await toolchain.runQuietly('Installing packages …', 'pnpm', ['install', ...options]);
  });
}

function whatIsAsked() {
  const manifests = workspaceFolders().map((folder) => `${folder}package.json`);
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests];
  const contents = files.filter((file) => existsSync(inRoot(file))).map(readFromRoot);
  return fingerprint([pinnedVersions().pnpm, process.platform, process.arch, ...files, ...contents]);
}

/** @param {string} file */
const readFromRoot = (file) => readFileSync(inRoot(file), 'utf8');

/** The folders that pnpm-workspace.yaml lists, written out: a launcher without packages reads no YAML. */
function workspaceFolders() {
  const grouped = ['apps', 'packages'].flatMap((group) =>
    readdirSync(inRoot(group)).map((name) => `${group}/${name}/`),
  );
  return [...grouped, 'e2e/', 'bench/', 'scripts/'];
}
