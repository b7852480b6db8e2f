import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config, Secrets } from '../../../../config.ts';
import type { Database } from '../../../../db/open-database.ts';
import { removeLargeFolder } from '../../../../lib/remove-large-folder.ts';
import type { Alarms } from '../../../../plugins/alarms.ts';
import type { Place } from '../../place.ts';
import { prepareCommits } from '../../queries.ts';
import { findSource } from '../find-source.ts';
import { createDrillJudge } from './drill-judge.ts';
import { type DrilledBatch, rehearse } from './rehearse.ts';

interface Parts {
  readonly database: Pick<Database, 'epoch' | 'prepareRead' | 'prepareWrite'>;
  readonly config: Config;
  readonly secrets: Secrets;
  readonly alarms: Alarms;
  readonly place: { readonly name: string; readonly target: Pick<Place['target'], 'name'> };
}

/** Nobody else names a folder so, and what follows is what mkdtemp adds. */
const SCRATCH = 'bookchat-archive-drill-';
const SCRATCH_NAME = new RegExp(`^${SCRATCH}[A-Za-z0-9]{6}$`);

/** Makes a scratch database of the archive, regularly, and compares its messages with those of the live one. */
export function createArchiveDrill({ database, config, secrets, alarms, place }: Parts) {
  const commits = prepareCommits(database);
  const source = findSource(null, { config, secrets });
  const judge = createDrillJudge(alarms, place.name);

  return {
    name: 'archive',
    async run(signal: AbortSignal): Promise<string> {
      const newest = findNewest();
      if (newest === null) return 'The archive holds nothing yet.';
      await removeLeftovers(config.dataDir);
      const scratch = await mkdtemp(join(config.dataDir, SCRATCH));
      const { epoch } = database;
      try {
        const found = await rehearse(newest, { source, scratch, live: config.database, signal });
        if (database.epoch === epoch) return judge.compared(found);
        return 'A backup was restored while the archive was compared with the database; the next drill will tell.';
      } catch (error) {
        throw judge.failed(error);
      } finally {
        await removeLargeFolder(scratch);
      }
    },
  };

  /** What is on its way is left out. */
  function findNewest(): DrilledBatch | null {
    const { name: target } = place.target;
    const newest = commits.newest.get({ target });
    const done =
      newest === undefined || newest.state === 'done'
        ? newest
        : commits.find.get({ target, batch: newest.batch - 1 });
    if (done?.commit_hash == null) return null;
    return { target, batch: done.batch, commit: done.commit_hash };
  }
}

/** Of drills that the end of the process has cut off. */
async function removeLeftovers(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => SCRATCH_NAME.test(name));
  for (const name of names) await removeLargeFolder(join(dataDir, name));
}
