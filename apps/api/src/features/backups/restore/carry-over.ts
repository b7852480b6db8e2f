import { existsSync } from 'node:fs';
import type { CarryOutcome } from '../../../db/jobs/carry-operators-tables.ts';
import { runInWorker, type WorkerOptions } from '../../../lib/run-in-worker.ts';
import { noRoom } from './ensure-room.ts';

/**
 * Takes what the operator's tables hold over into the database that is to come.
 * @returns why that could not be done, as a clause; null where it was, or where there is nothing to take it from.
 * @throws ProblemError `storage_full`; or the signal's reason.
 */
export async function carryOver(
  input: { readonly from: string; readonly to: string },
  options: WorkerOptions = {},
): Promise<string | null> {
  if (!existsSync(input.from)) return null;
  const outcome = await runInWorker<CarryOutcome>('carryOperatorsTables', input, options);
  if (outcome.kind === 'disk_full') throw noRoom('it became full');
  return outcome.kind === 'skipped' ? outcome.reason : null;
}
