import type { Measured } from '../load/job.ts';
import type { Row, Verdict } from '../results.ts';
import { median } from '../statistics/median.ts';
import { pairwiseRatio } from '../statistics/pairwise-ratio.ts';
import { percentile } from '../statistics/percentile.ts';

export const perSecond = ({ answers, seconds }: Measured): number => answers / seconds;

/** The medians of a contender's rounds, one by one. */
export function summarise(name: string, rounds: readonly Measured[]): Row {
  const middle = (figure: (round: Measured) => number) => median(rounds.map(figure));
  return {
    name,
    figures: {
      'per second': middle(perSecond),
      'p50 ms': middle((round) => round.p50Ms),
      'p99 ms': middle((round) => round.p99Ms),
      'server CPU %': 100 * middle((round) => round.serverCpu),
      // Says what a request costs even while something else on the machine takes part of the core.
      'server µs each': 1e6 * middle((round) => round.serverCpu / perSecond(round)),
      'load CPU %': 100 * middle((round) => round.loadCpu),
      'others CPU %': 100 * middle((round) => round.othersCpu),
    },
  };
}

/** The medians of what the percentiles of the rounds are. @param rounds how long each request took, the shortest first. */
export function summariseWaits(name: string, rounds: readonly (readonly number[])[]): Row {
  const middle = (share: number) => median(rounds.map((round) => percentile(round, share)));
  return { name, figures: { 'p50 ms': middle(0.5), 'p99 ms': middle(0.99), 'longest ms': middle(1) } };
}

/** How many times the limit's answers per second ours are. */
export function compareRates(
  what: string,
  ours: readonly Measured[] = [],
  limit: readonly Measured[] = [],
  atLeast: number,
): Verdict {
  const value = pairwiseRatio(ours.map(perSecond), limit.map(perSecond));
  return { what, value, unit: '×', target: { atLeast }, reached: value.median >= atLeast };
}

/** How a figure that should be small stands to the most it may be. */
export function compareToMost(
  what: string,
  values: readonly number[],
  atMost: number,
  unit: string,
): Verdict {
  const value = { median: median(values), min: Math.min(...values), max: Math.max(...values) };
  return { what, value, unit, target: { atMost }, reached: value.median <= atMost };
}

const BUSY_PERCENT = 95;

const QUIET_PERCENT = 10;

/** Other work on the machine takes from the quicker server more than from the slower one. */
export function noteOtherWork(rows: readonly Row[]): string[] {
  const most = Math.max(...rows.map(({ figures }) => figures['others CPU %'] ?? 0));
  if (!(most > QUIET_PERCENT)) return [];
  return [`NOT QUIET: other work took ${Math.round(most)} % of a core; believe the µs, not the rates.`];
}

/** The figures of a server that waited for its load say what the load can do, not the server. */
function noteIdleServers(rows: readonly Row[]): string[] {
  return rows
    .filter(({ figures }) => (figures['load CPU %'] ?? 0) > BUSY_PERCENT)
    .filter(({ figures }) => (figures['server CPU %'] ?? 100) < BUSY_PERCENT)
    .map(({ name }) => `${name}: the load generator was the limit, the server could do more.`);
}

/** What a reader must know to trust the rates. */
export const noteDoubts = (rows: readonly Row[]): string[] => [
  ...noteOtherWork(rows),
  ...noteIdleServers(rows),
];
