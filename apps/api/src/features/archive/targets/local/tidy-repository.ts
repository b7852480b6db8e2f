import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startGit } from '../../git-program/start-git.ts';

const MAX_PACKS = 50;
const MAX_LOOSE_OBJECTS = 5_000;
/** Hashes are spread evenly over 256 folders, so one tells about all: `git gc --auto` counts the same way. */
const SAMPLE = '17';
const FOLDERS = 256;

/**
 * Puts many small packs and loose objects together to few packs, where there are many: each at least twice as large as
 * all that are smaller, so that what is large is seldom written again. Nothing is ever dropped.
 * https://git-scm.com/docs/git-repack#Documentation/git-repack.txt---geometricltfactorgt
 * @returns whether there was anything to do.
 */
export async function tidyRepository(dir: string, signal: AbortSignal): Promise<boolean> {
  const objects = join(dir, 'objects');
  const packs = (await readdir(join(objects, 'pack'))).filter((name) => name.endsWith('.pack')).length;
  const loose = (await readdir(join(objects, SAMPLE)).catch(() => [])).length * FOLDERS;
  if (packs <= MAX_PACKS && loose <= MAX_LOOSE_OBJECTS) return false;
  const git = startGit(['repack', '--geometric=2', '-d', '-n', '--quiet'], { dir, signal });
  git.stdin.end();
  git.stdout.resume();
  await git.ended;
  return true;
}
