import { existsSync, readdirSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder } from '../../../../lib/flush-folder.ts';
import { syncFile } from '../../../../lib/sync-file.ts';
import { initRepository } from '../../git-program/init-repository.ts';

const DESCRIPTION = 'The history of a BookChat: one commit for every batch of what was said.\n';

/**
 * Makes an empty bare repository at `dir` for its owner alone, where nothing stands there or an empty folder. It gets
 * its name when it is whole, so that a folder without what a repository has is a damaged one, and never begun anew.
 */
export async function makeRepository(dir: string, signal: AbortSignal): Promise<void> {
  if (existsSync(dir) && readdirSync(dir).length > 0) return;
  const fresh = `${dir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  await initRepository(fresh, signal);
  await writeFile(join(fresh, 'description'), DESCRIPTION);
  for (const file of ['HEAD', 'config', 'description']) syncFile(join(fresh, file));
  for (const folder of ['objects/pack', 'objects/info', 'objects', 'refs/heads', 'refs', ''])
    await flushFolder(join(fresh, folder));
  await rename(fresh, dir);
  await flushFolder(dirname(dir));
}
