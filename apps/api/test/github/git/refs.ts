import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The commit that a full name of a ref stands for, such as `refs/heads/main`. */
export function readRef(gitDir: string, ref: string): string | null {
  try {
    return readFileSync(join(gitDir, ref), 'utf8').trim();
  } catch {
    return readPackedRefs(gitDir).get(ref) ?? null;
  }
}

/**
 * Moves a ref if it still stands where it is thought to, with the lock file that git itself takes: whoever
 * pushes at the same moment and this either come one after the other or one of them is told no.
 */
export function moveRef(gitDir: string, ref: string, from: string | null, to: string): boolean {
  const path = join(gitDir, ref);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.lock`, `${to}\n`, { flag: 'wx' });
  } catch {
    return false;
  }
  const moves = readRef(gitDir, ref) === from;
  if (moves) renameSync(`${path}.lock`, path);
  else rmSync(`${path}.lock`);
  return moves;
}

/** Full names of all branches. */
export function listBranches(gitDir: string): readonly string[] {
  const loose = readdirSync(join(gitDir, 'refs/heads'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map((entry) => join(entry.parentPath, entry.name).slice(gitDir.length + 1));
  const packed = [...readPackedRefs(gitDir).keys()].filter((ref) => ref.startsWith('refs/heads/'));
  return [...new Set([...loose, ...packed])];
}

function readPackedRefs(gitDir: string): Map<string, string> {
  const path = join(gitDir, 'packed-refs');
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').matchAll(/^([0-9a-f]{40}) (\S+)$/gm);
  return new Map([...lines].map(([, sha = '', ref = '']) => [ref, sha]));
}
