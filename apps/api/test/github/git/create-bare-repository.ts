import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `git init --bare` makes, without the process: a test may need thousands of them. */
export function createBareRepository(gitDir: string, branch: string): void {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    mkdirSync(join(gitDir, folder), { recursive: true });
  pointHead(gitDir, branch);
  // Pushed objects stay loose, where the double finds them.
  writeFileSync(
    join(gitDir, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n[receive]\n\tunpackLimit = 1000000\n',
  );
}

/** Makes a branch the default one. */
export function pointHead(gitDir: string, branch: string): void {
  writeFileSync(join(gitDir, 'HEAD'), `ref: refs/heads/${branch}\n`);
}
