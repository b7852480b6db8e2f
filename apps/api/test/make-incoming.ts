import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { createEpoch } from '../src/db/create-epoch.ts';
import { restoreFiles } from '../src/db/restore/restore-files.ts';
import { stageBackup } from '../src/db/restore/stage-backup.ts';

/** Makes of the database in a folder, as it is now, what a restore would put in its place; gives its new epoch. */
export async function makeIncoming(
  dataDir: string,
  alter = '',
): Promise<{ incoming: string; epoch: string }> {
  const database = join(dataDir, 'bookchat.db');
  const file = join(dataDir, 'backup.db');
  copyDatabase(database, file, alter);
  const expected = {
    bytes: statSync(file).size,
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
  };
  const { incoming } = restoreFiles(database);
  const epoch = createEpoch();
  await stageBackup({ file, expected, target: incoming, epoch }, () => undefined);
  rmSync(file);
  return { incoming, epoch };
}

/** Copies a database that may be open, and runs `alter` in the copy. */
export function copyDatabase(from: string, to: string, alter = ''): void {
  const source = new BetterSqlite3(from);
  source.prepare('vacuum into ?').run(to);
  source.close();
  const copy = new BetterSqlite3(to);
  copy.exec(alter);
  copy.close();
}
