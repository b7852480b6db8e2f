import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder } from '../../../lib/flush-folder.ts';
import { runGit } from '../git-program/run-git.ts';

/** Whether something stands where the archive beside the database is, or would be. */
export async function holdsArchive(dir: string, signal: AbortSignal): Promise<boolean> {
  if (!existsSync(dir) || readdirSync(dir).length === 0) return false;
  try {
    const { stdout } = await runGit(['for-each-ref', '--count=1'], { dir, signal });
    return stdout.length > 0;
  } catch {
    signal.throwIfAborted();
    return true; // who knows what it is
  }
}

/** Makes a copy of an archive the one beside the database, where at most an empty one stands. */
export async function adoptClone(clone: string, archive: string): Promise<void> {
  rmSync(archive, { recursive: true, force: true });
  renameSync(clone, archive);
  await flushFolder(dirname(archive));
}
