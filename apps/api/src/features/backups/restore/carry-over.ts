import { existsSync } from 'node:fs';
import type { CarryOutcome } from '../../../db/jobs/carry-operators-tables.ts';
import { runInWorker, type WorkerOptions } from '../../../lib/run-in-worker.ts';
import { noRoom } from './ensure-room.ts';

export interface CarryEnd {
  /** Why the operator's tables are those of the backup, as a clause; null where there was nothing to take over, or it was. */
  readonly notCarried: string | null;
  /** The API keys that were revoked, as nobody knows whether they had been since the backup was made. */
  readonly endedKeys: number;
}

/**
 * Takes what the operator's tables hold over into the database that is to come.
 * @param from null where the present database is in no file.
 * @throws ProblemError `storage_full`; or the signal's reason.
 */
export async function carryOver(
  { from, to }: { readonly from: string | null; readonly to: string },
  options: WorkerOptions = {},
): Promise<CarryEnd> {
  const outcome = await runInWorker<CarryOutcome>('carryOperatorsTables', { from, to }, options);
  if (outcome.kind === 'disk_full') throw noRoom('it became full');
  if (outcome.kind === 'carried') return { notCarried: null, endedKeys: 0 };
  const wasThere = from !== null && existsSync(from);
  return { notCarried: wasThere ? outcome.reason : null, endedKeys: outcome.endedKeys };
}

/** What to tell of keys that were revoked; nothing where none was. */
export function describeEndedKeys(count: number): string {
  if (count === 0) return '';
  const keys = count === 1 ? 'The API key of the backup was' : `The ${count} API keys of the backup were`;
  return ` ${keys} revoked, as it cannot be known whether that had been done since: make new ones.`;
}
