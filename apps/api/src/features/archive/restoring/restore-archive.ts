import { dirname } from 'node:path';
import type { Config } from '../../../config.ts';
import { isDiskFull } from '../../../db/is-disk-full.ts';
import { lockDataDir } from '../../../db/lock-data-dir.ts';
import { finishRestore } from '../../../db/restore/finish-restore.ts';
import { makeFolder } from '../../../lib/make-folder.ts';
import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import { adoptClone } from './adopt-clone.ts';
import { chooseShelf } from './choose-shelf.ts';
import { ensureEmpty } from './ensure-empty.ts';
import { noRoom } from './ensure-room.ts';
import { findInPlace } from './find-in-place.ts';
import { ensureThere, type RestoreSource } from './find-source.ts';
import type { ImportSummary } from './importing/tally.ts';
import { makeDatabase } from './make-database.ts';
import { partOf } from './part-of.ts';
import { prepareClone } from './prepare-clone.ts';
import { type InPlace, putInPlace } from './put-in-place.ts';
import { prepareWork, removeWork, restoreWork } from './restore-work.ts';
import { writeReport } from './write-report.ts';

export interface ArchiveRestoreEnd extends InPlace {
  readonly summary: ImportSummary;
  /** The whole hash of the last commit whose events were taken; null: that is the newest. */
  readonly asOf: string | null;
  /** The file that lists what was refused; null where nothing was. */
  readonly report: string | null;
}

interface Asked {
  readonly source: RestoreSource;
  /** The hash of a commit, or its beginning; null: the newest. */
  readonly asOf: string | null;
}

interface RestoreOptions extends Pick<WorkerOptions, 'onProgress'> {
  readonly signal: AbortSignal;
  /** Hears what else whoever watches may want to know. */
  readonly onNote?: (text: string) => void;
}

/** Of the whole: what is received, and what is read with that. The rest is putting it in place. */
const RECEIVED_PART = 0.3;
const READ_PART = 0.97;

/**
 * Makes of the archive alone the database of a server that does not run and holds nothing. What it has done so far is
 * kept whatever ends it, and the same call goes on from there.
 * @throws DataDirInUseError where the server runs; a StartError or TargetError, in words; the system's error; or the
 *   signal's reason. Then the database is the one from before.
 */
export async function restoreArchive(
  config: Config,
  asked: Asked,
  options: RestoreOptions,
): Promise<ArchiveRestoreEnd> {
  makeFolder(dirname(config.database));
  const lock = lockDataDir(dirname(config.database));
  try {
    finishRestore(config.database);
    await ensureEmptyOrTidy(config);
    ensureThere(asked.source, config);
    const end = await restore(config, asked, options);
    lock.markUsed();
    return end;
  } catch (error) {
    throw isDiskFull(error) ? noRoom('it became full') : error;
  } finally {
    lock.release();
  }
}

/** What was prepared is of no use beside messages; they may be its own, where it was cut off at its very end. */
async function ensureEmptyOrTidy({ database, dataDir }: Config): Promise<void> {
  try {
    ensureEmpty(database);
  } catch (error) {
    await removeWork(restoreWork(dataDir));
    throw error;
  }
}

async function restore(config: Config, asked: Asked, options: RestoreOptions): Promise<ArchiveRestoreEnd> {
  const { signal, onProgress, onNote } = options;
  const { source, asOf } = asked;
  const work = restoreWork(config.dataDir);
  if (await prepareWork(work, { from: source.from, branch: source.branch, asOf }))
    onNote?.('Another restore was begun here. It is given up, and this one begins anew.');
  const { clone, target, isToBeAdopted } = await chooseShelf(source, work, { config, signal });
  const receiving = partOf(onProgress, 0, RECEIVED_PART);
  const head = await prepareClone(source, { to: clone, signal, ...receiving });
  const known = await findInPlace(source.elsewhere, head, signal);
  const made = await makeDatabase(
    { ...work, clone, head, asOf, target: known ?? target },
    { signal, ...partOf(onProgress, RECEIVED_PART, READ_PART) },
  );
  if (made.isAnew)
    onNote?.('What was begun before could not be gone on with, and the archive was read anew.');
  onProgress?.({ step: 'Putting it in place', part: READ_PART });
  const report = writeReport(config.dataDir, made.summary);
  if (isToBeAdopted && known === null) await adoptClone(clone, config.archive.dir);
  const inPlace = await putInPlace(work.database, config.database, { signal });
  await removeWork(work);
  return { summary: made.summary, asOf: made.asOf, report, ...inPlace };
}
