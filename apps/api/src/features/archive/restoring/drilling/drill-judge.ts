import { makeBackup } from '@bookchat/shared';
import { countOf } from '../../../../lib/count-of.ts';
import { formatNumber } from '../../../../lib/format-number.ts';
import { type Alarm, AlarmedError, type Alarms } from '../../../../plugins/alarms.ts';
import type { ArchiveComparison } from '../../jobs/compare-archive.ts';
import { TargetError } from '../../targets/target-error.ts';

const CAUSE = 'archive.drill';
const WHEN_IT_ENDS = 'This ends with the next drill that finds no difference.';

/** Tells whoever runs the server what a drill has shown. @param place as people call it. */
export function createDrillJudge(alarms: Alarms, place: string) {
  return {
    /**
     * @returns that in words, where it is nothing bad.
     * @throws AlarmedError that says in words what is.
     */
    compared({ rows, differing, first }: ArchiveComparison): string {
      if (differing === 0) {
        alarms.clear(CAUSE);
        return `The archive in ${place} can be restored; its ${countOf(rows, 'message')} are the database’s.`;
      }
      const are = differing === 1 ? 'is' : 'are';
      return raise(
        'The archive and the database do not hold the same messages',
        `The archive in ${place} can be restored, but ${countOf(differing, 'message')} ${are} not as in the database: ${list(first, differing)}.`,
        { messages: rows, differing, first: first.join(', ') },
      );
    },
    /** What to throw where it could not be restored; it is not told of what is the fault of the network, or of nobody. */
    failed(error: unknown): unknown {
      if (error instanceof AlarmedError || !isTheArchives(error)) return error;
      try {
        return raise(
          'The archive cannot be restored',
          `The archive in ${place} cannot be restored: ${error.message}`,
        );
      } catch (told) {
        return told;
      }
    },
  };

  function raise(title: string, what: string, details: Alarm['details'] = {}): never {
    const message =
      `${what} One of the two was altered or damaged after the messages were archived. Make a backup at once by ` +
      `${makeBackup.method} ${makeBackup.path}, keep it where it is not removed, and look in both to see which of them is ` +
      `right; the history of the branch shows who changed it. ${WHEN_IT_ENDS}`;
    alarms.raise({
      cause: CAUSE,
      severity: 'CRITICAL',
      title,
      message,
      details: { archive: place, ...details },
    });
    throw new AlarmedError(what);
  }
}

function isTheArchives(error: unknown): error is TargetError {
  return error instanceof TargetError && error.trouble.kind === 'refused';
}

function list(first: readonly string[], differing: number): string {
  const more = differing - first.length;
  return more > 0 ? `${first.join(', ')} and ${formatNumber(more)} more` : first.join(', ');
}
