import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from './workspace.mjs';

/** @param {Iterable<string>} parts */
export function fingerprint(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/**
 * Runs `work` unless the last time that it ended well had the same fingerprint.
 * The mark lies in node_modules, so that it goes when node_modules goes.
 * @param {string} name @param {() => string} current @param {() => Promise<void>} work
 */
export async function unlessUnchanged(name, current, work) {
  const mark = inRoot('node_modules', '.bookchat', name);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === current()) return;
  await work();
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, current());
}
