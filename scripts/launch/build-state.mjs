import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';

const sources = ['apps', 'packages', 'pnpm-lock.yaml', 'tsconfig.base.json', 'turbo.json'];
const outputs = ['apps/api/dist', 'apps/web/dist'];

const notSource = new Set(['node_modules', 'dist', 'coverage', 'test-results', '.turbo']);
/** The server itself writes this one when it runs. */
const notOutput = new Set(['.compile-cache']);
/** Emacs marks with a link that leads nowhere which file it is editing. */
const EDITORS_LOCK = '.#';

/**
 * What is there to build from and what was built, as one fingerprint. An output counts without its time,
 * which is another whenever it comes from the cache.
 * @param {string} checkout
 */
export function buildState(checkout) {
  const from = sources.flatMap((path) => filesBelow(join(checkout, path), notSource));
  const built = outputs.flatMap((path) => filesBelow(join(checkout, path), notOutput));
  return fingerprint([
    ...from.map(({ path, size, time }) => `${path} ${size} ${time}`),
    ...built.map(({ path, size }) => `${path} ${size}`),
  ]);
}

/**
 * @param {string} path a file or folder, which need not be there
 * @param {ReadonlySet<string>} leftOut
 * @returns {{ path: string, size: number, time: number }[]}
 */
function filesBelow(path, leftOut) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [{ path, size: found.size, time: found.mtimeMs }];
  const names = readdirSync(path).filter((name) => !leftOut.has(name) && !name.startsWith(EDITORS_LOCK));
  return names.sort().flatMap((name) => filesBelow(join(path, name), leftOut));
}
