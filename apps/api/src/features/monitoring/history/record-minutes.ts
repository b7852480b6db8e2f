import type { FastifyInstance } from 'fastify';
import type { Config } from '../../../config.ts';
import type { MetricsTable } from '../../../db/schema/metrics.ts';
import type { Clock } from '../../../lib/clock.ts';
import { prepareForgetBefore, prepareSaveMinute, prepareSumUpHour } from './queries.ts';

type Sources = Pick<FastifyInstance, 'database' | 'log'>;

interface Parts {
  readonly clock: Clock;
  readonly sample: () => MetricsTable;
  readonly kept: Pick<Config['retention'], 'metricsMinutesHours' | 'metricsHoursDays'>;
}

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** What waits in memory where nothing can be written, as on a full disk; the oldest gives way. */
const MAX_WAITING_MINUTES = 60;

/**
 * Notes a minute, sums up its hour, and forgets what is too old: in one transaction. Where that fails, which others
 * tell of, the minutes wait for the next time.
 * @returns what writes the minute that is over, and says so in words.
 */
export function createMinuteRecorder({ database, log }: Sources, { clock, sample, kept }: Parts) {
  const saveMinute = prepareSaveMinute(database);
  const sumUpHour = prepareSumUpHour(database);
  const forgetMinutes = prepareForgetBefore(database, 'metrics_minutes');
  const forgetHours = prepareForgetBefore(database, 'metrics_hours');
  let waiting: readonly MetricsTable[] = [];

  return async (): Promise<string> => {
    const minutes = [...waiting, sample()].slice(-MAX_WAITING_MINUTES);
    try {
      await database.transact(() => write(minutes));
      waiting = [];
      return minutes.length === 1 ? 'The last minute is noted.' : `${minutes.length} minutes are noted.`;
    } catch (error) {
      waiting = minutes;
      log.debug({ err: error }, 'the figures of the minute could not be written');
      return `The database cannot be written now: ${minutes.length} minutes wait in memory.`;
    }
  };

  function write(minutes: readonly MetricsTable[]): void {
    const now = clock.now() / 1_000;
    for (const minute of minutes) saveMinute.run(minute);
    for (const hour of new Set(minutes.map(hourOf))) sumUpHour.run({ hour, end: hour + HOUR_SECONDS });
    forgetMinutes.run({ at: now - kept.metricsMinutesHours * HOUR_SECONDS });
    // One more than is shown, for the one that has just begun.
    forgetHours.run({ at: now - kept.metricsHoursDays * DAY_SECONDS - HOUR_SECONDS });
  }
}

function hourOf({ at }: MetricsTable): number {
  return Math.floor(at / HOUR_SECONDS) * HOUR_SECONDS;
}
