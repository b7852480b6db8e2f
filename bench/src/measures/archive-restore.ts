import { rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { restoreArchive } from './restore-archive.ts';
import { EVENTS_A_COMMIT, seedArchive } from './seed-archive.ts';
import { compareToMost } from './summarise.ts';

const MOST_SECONDS = 60;

/** How long the way back from a whole archive is. */
export async function measureArchiveRestore(setting: Setting): Promise<Result> {
  const { archiveCommits, archiveRestores } = setting.scale;
  const messages = archiveCommits * EVENTS_A_COMMIT;
  const archive = await seedArchive(setting, archiveCommits);
  const all: number[] = [];
  for (let restore = 0; restore < archiveRestores; restore++) {
    const { folder, seconds } = await restoreArchive(setting, archive);
    ensureWhole(folder, messages);
    all.push(seconds);
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    measure: 'archive-restore',
    title: `Restores of an archive of ${messages.toLocaleString('en')} messages in ${archiveCommits.toLocaleString('en')} commits`,
    rows: [
      {
        name: 'archive restore, from a folder',
        figures: { 'in all, s': median(all), 'messages a second': messages / median(all) },
      },
    ],
    verdicts: [compareToMost('in all', all, MOST_SECONDS, 's')],
    notes: [],
  };
}

/** What came back in part would be no figure. */
function ensureWhole(folder: string, messages: number): void {
  const database = new BetterSqlite3(join(folder, 'bookchat.db'), { readonly: true });
  const count = database.prepare('select count(*) from messages').pluck().get();
  database.close();
  if (count !== messages) throw new Error(`${count} of ${messages} messages were restored.`);
}
