import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, unlessUnchanged } from './fingerprint.mjs';
import { inRoot } from './workspace.mjs';

const outputs = ['apps/api/dist/server.js', 'apps/web/dist/index.html'];
const notSource = new Set(['node_modules', 'dist', 'coverage', 'test-results', '.turbo']);

/**
 * Builds what changed. Turbo decides by content; asking it costs half a second, so it is asked only if
 * some source file's size or time differs from when it last built.
 */
export async function ensureBuild(/** @type {import('./open-toolchain.mjs').Toolchain} */ toolchain) {
  await unlessUnchanged('build', whatIsThere, async () => {
    await toolchain.runQuietly('Building …', 'turbo', ['run', 'build', '--output-logs=errors-only']);
  });
}

function whatIsThere() {
  const sources = ['apps', 'packages', 'pnpm-lock.yaml', 'tsconfig.base.json', 'turbo.json'];
  const built = outputs.filter((file) => existsSync(inRoot(file)));
  return fingerprint([...sources.flatMap((source) => listWithTimes(inRoot(source))), ...built]);
}

/** @param {string} path @returns {string[]} */
function listWithTimes(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return [`${path} ${found.size} ${found.mtimeMs}`];
  const names = readdirSync(path).filter((name) => !notSource.has(name));
  return names.sort().flatMap((name) => listWithTimes(join(path, name)));
}
