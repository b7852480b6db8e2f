import type { JobProgress } from '../../lib/run-in-worker.ts';
import { type Comparison, compareHistories } from '../restore/compare-histories.ts';

/** Compares a restored database with the live one. */
export function compareRestored(
  { restored, live }: { readonly restored: string; readonly live: string },
  report: (progress: JobProgress) => void,
): Comparison {
  return compareHistories(restored, live, (part) => report({ step: 'Comparing with the database', part }));
}
