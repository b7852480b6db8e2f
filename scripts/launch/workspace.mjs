import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** @param {string[]} segments */
export const inRoot = (...segments) => join(root, ...segments);

/** The versions that the repository names: `.node-version` and package.json's `packageManager`. */
export function pinnedVersions() {
  const { packageManager } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return {
    node: readFileSync(inRoot('.node-version'), 'utf8').trim(),
    pnpm: String(packageManager).replace(/^pnpm@|\+.*$/g, ''),
  };
}
