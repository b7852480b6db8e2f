import type { ArchiveVerification } from '@bookchat/shared';
import { AlarmedError } from '../../plugins/alarms.ts';
import { describeVerification } from './describe-verification.ts';
import { TargetError } from './targets/target-error.ts';

/**
 * Compares the whole archive with the database, for those who go by what it holds.
 * @returns the last batch that it holds for certain; -1 for none.
 * @throws AlarmedError where it differs or cannot be asked, of which the archive's own alarms tell; or the signal's reason.
 */
export async function verifiedUpTo(
  verify: (options: { signal: AbortSignal }) => Promise<ArchiveVerification>,
  signal: AbortSignal,
): Promise<number> {
  try {
    const found = await verify({ signal });
    if (found.same) return (found.commits ?? 0) - 1;
    throw new AlarmedError(describeVerification(found));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof TargetError ? new AlarmedError(error.message) : error;
  }
}
