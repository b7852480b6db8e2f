import type { JobProgress } from '../../lib/run-in-worker.ts';
import { UnusableError } from '../backup/unusable-error.ts';
import { isDiskFull } from '../is-disk-full.ts';
import { type Staging, stageBackup } from '../restore/stage-backup.ts';

export type StageOutcome =
  | { readonly kind: 'staged'; readonly migrated: readonly string[] }
  /** Why the backup cannot be used, as a clause. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'disk_full' };

/** Makes of a backup a database that can take the place of the present one. */
export async function stageRestore(
  staging: Staging,
  report: (progress: JobProgress) => void,
): Promise<StageOutcome> {
  try {
    return {
      kind: 'staged',
      migrated: await stageBackup(staging, (step, part) => report({ step, part })),
    };
  } catch (error) {
    if (error instanceof UnusableError) return { kind: 'unusable', reason: error.message };
    if (isDiskFull(error)) return { kind: 'disk_full' };
    throw error;
  }
}
