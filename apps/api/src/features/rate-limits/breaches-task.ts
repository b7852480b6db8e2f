import type { BreachSummary } from '@bookchat/shared';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { OTHERS } from '../../plugins/rate-limits/index.ts';
import type { BreachHistory } from './breach-history.ts';
import type { BreachWarning } from './breach-warning.ts';
import type { BreachWriter } from './breach-writer.ts';
import { createForgetBreaches } from './forget-breaches.ts';

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly writer: BreachWriter;
  readonly history: BreachHistory;
  readonly warning: BreachWarning;
  readonly summarize: () => BreachSummary;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_OF_TIME = '0';
const END_OF_TIME = '9999';
/** A machine without a clock of its own learns the time some while after its start. */
const CLOCK_SETTLES_MS = HOUR_MS / 2;

/** The work of the task `rate_limits`: writes down what is not yet, forgets what is old, and looks at the rest. */
export function createBreachesTask(parts: Parts) {
  const { config, database, clock, writer, history, warning, summarize } = parts;
  const { keepDays, periodHours } = config.breaches;
  const forget = createForgetBreaches(database);
  const startedAt = clock.elapsed();

  return async ({ signal }: { readonly signal: AbortSignal }): Promise<string> => {
    await writer.flush();
    await history.whole();
    await forgetOld(signal);
    await forgetFuture(signal);
    await history.whole();
    warning.renew();
    return describe(summarize(), periodHours);
  };

  /** Never what the period still looks at, nor before it was taken off the counts, which is done from the database. */
  async function forgetOld(signal: AbortSignal): Promise<void> {
    const { since } = history.recent();
    const keptSince = Math.min(clock.now() - keepDays * DAY_MS, Date.parse(since));
    await forget({ from: START_OF_TIME, to: timestamp(keptSince) }, signal);
  }

  /** A clock that was wrong for a while wrote these: they would be among the last 24 hours for months. */
  async function forgetFuture(signal: AbortSignal): Promise<void> {
    if (clock.elapsed() - startedAt < CLOCK_SETTLES_MS) return;
    const forgotten = await forget({ from: timestamp(clock.now() + DAY_MS), to: END_OF_TIME }, signal);
    if (forgotten > 0) history.load();
  }
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}

function describe({ total, by_client }: BreachSummary, hours: number): string {
  const count = total === 1 ? '1 breach' : `${total === 0 ? 'no' : total} breaches`;
  const [top] = by_client.filter(({ client }) => client !== OTHERS);
  return `${count} in the last ${hours} h${top === undefined ? '' : `, most by ${top.client}`}`;
}
