import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../../config.ts';
import type { Database } from '../../../db/open-database.ts';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { runInWorker } from '../../../lib/run-in-worker.ts';
import type { UnusedBytes } from '../jobs/measure-unused.ts';
import type { RebuildOutcome } from '../jobs/rebuild-database.ts';

/** Indexes that are written to in any order are by a third emptier than they could be; that is no reason. */
const WORTH_SHARE = 0.25;
const WORTH_BYTES = 1024 * 1024;
/** It is written to a file beside, to the write-ahead log, and from there into the file. */
const ROOM_NEEDED = 2.2;

/**
 * Rebuilds the database where its pages have become so empty that this gives much back. Posts wait for it, some 1.5 s for
 * each 100 MB; whoever reads does not. decisions/0032 has the reasons.
 * @returns in a sentence why not, where it would be worth it; empty otherwise.
 */
export async function fillPages(
  { holdWrites }: Pick<Database, 'holdWrites'>,
  { database: file, retention: { rebuildMaxBytes } }: Pick<Config, 'database' | 'retention'>,
  signal: AbortSignal,
): Promise<string> {
  if (file === ':memory:') return '';
  const { total, unused } = await runInWorker<UnusedBytes>('measureUnused', { file }, { signal });
  if (unused < WORTH_BYTES || unused < total * WORTH_SHARE) return '';
  const could = `Rebuilding the database would give back some ${formatBytes(unused)}`;
  if (total > rebuildMaxBytes)
    return `${could}: it is larger than RETENTION_REBUILD_MB, so stop the server and run VACUUM on it.`;
  if (readRoom(file) < total * ROOM_NEEDED) return `${could}, and needs twice its size free on the disk.`;
  const outcome = await holdWrites(() => runInWorker<RebuildOutcome>('rebuildDatabase', { file }));
  return outcome === 'rebuilt' ? '' : `${could}. ${WHY_NOT[outcome]}`;
}

const WHY_NOT: Readonly<Record<Exclude<RebuildOutcome, 'rebuilt'>, string>> = {
  in_use: 'Somebody was reading it, such as a backup: the next run tries again.',
  disk_full: 'There was no room for that on the disk.',
};

function readRoom(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}
