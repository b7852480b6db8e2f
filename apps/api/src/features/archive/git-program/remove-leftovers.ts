import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a git that was killed leaves behind: locks, which stop the next one, and files that are not finished. */
const LOCK = /\.lock$/;
const UNFINISHED = /^(?:tmp_|\.tmp-|incoming-|tmp_objdir-)/;
const REPORT = /^fast_import_crash_\d+$/;
const HASH_FOLDER = /^[0-9a-f]{2}$/;

/**
 * Removes what was left by a git that no longer runs, from before `moment`, in ms since 1970: of before then, whoever
 * calls this knows that nobody uses the repository.
 */
export async function removeLeftovers(dir: string, moment: number): Promise<void> {
  const remove = async (folder: string, isLeftover: (name: string) => boolean) => {
    for (const name of await list(folder)) if (isLeftover(name)) await removeOld(join(folder, name), moment);
  };
  const isLock = (name: string) => LOCK.test(name);
  await remove(dir, (name) => isLock(name) || REPORT.test(name));
  await remove(join(dir, 'refs'), isLock);
  await remove(join(dir, 'refs/heads'), isLock);
  const objects = join(dir, 'objects');
  await remove(objects, (name) => UNFINISHED.test(name));
  await remove(join(objects, 'info'), (name) => isLock(name) || UNFINISHED.test(name));
  const pack = join(objects, 'pack');
  await remove(pack, (name) => isLock(name) || UNFINISHED.test(name));
  for (const name of await list(pack))
    if (name.endsWith('.keep') && (await isOfFastImport(join(pack, name))))
      await removeOld(join(pack, name), moment);
  for (const name of await list(objects))
    if (HASH_FOLDER.test(name)) await remove(join(objects, name), (file) => UNFINISHED.test(file));
}

/** It holds a pack until its branches are written; afterwards the mark would keep the pack from ever being repacked. */
async function isOfFastImport(path: string): Promise<boolean> {
  return (await readFile(path, 'utf8')) === 'fast-import';
}

async function removeOld(path: string, moment: number): Promise<void> {
  const { mtimeMs } = await stat(path);
  const isFromLater = mtimeMs > Date.now(); // somebody set the clock back
  if (mtimeMs < moment || isFromLater) await rm(path, { recursive: true, force: true });
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // damaged, as git will say
    throw error;
  }
}
