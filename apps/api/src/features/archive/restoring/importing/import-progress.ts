import { formatNumber } from '../../../../lib/format-number.ts';
import type { JobProgress } from '../../../../lib/run-in-worker.ts';
import type { Tally } from './tally.ts';

/** Often enough for whoever watches, and to be given up in time. */
const PAUSE_MS = 50;
const MINUTE_SECONDS = 60;

export const READING = 'Reading the archive';

/**
 * Says how far an import is: "Reading the archive, 431,200 messages, 61,000 a second, 9 s left".
 * @param commits how many there are in all.
 */
export function createImportProgress(
  report: (progress: JobProgress) => void,
  { tally, commits }: { readonly tally: Readonly<Tally>; readonly commits: number },
) {
  const begun = { at: performance.now(), messages: tally.messages, commits: tally.commits };
  let saidAt = begun.at - PAUSE_MS;

  return (): void => {
    const now = performance.now();
    if (now - saidAt < PAUSE_MS) return;
    saidAt = now;
    const seconds = (now - begun.at) / 1_000;
    const rate = (tally.messages - begun.messages) / seconds;
    const left = ((commits - tally.commits) * seconds) / (tally.commits - begun.commits);
    report({
      step: [READING, `${count(tally.messages)} messages`, ...describePace(rate, left)].join(', '),
      part: Math.min(1, tally.commits / Math.max(1, commits)),
    });
  };
}

function describePace(rate: number, secondsLeft: number): string[] {
  if (!Number.isFinite(rate) || !Number.isFinite(secondsLeft)) return [];
  const isLong = secondsLeft > 2 * MINUTE_SECONDS;
  const left = isLong ? `${Math.round(secondsLeft / MINUTE_SECONDS)} min` : `${Math.ceil(secondsLeft)} s`;
  return [`${count(roundRate(rate))} a second`, `${left} left`];
}

/** Two figures of it stay still. */
function roundRate(rate: number): number {
  return rate === 0 ? 0 : Number(rate.toPrecision(2));
}

function count(number: number): string {
  return formatNumber(Math.round(number));
}
