import { parseSchedule } from '../../lib/parse-schedule.ts';
import { ProblemError } from '../../lib/problem-error.ts';

/** @throws ProblemError `validation_failed` where no such time ever comes. */
export function ensureSchedule(text: string): void {
  if (parseSchedule(text) !== null) return;
  const message =
    `"${text}" is no time that ever comes. A cron line is minute, hour, day, month and weekday in UTC, ` +
    'for example "30 3 * * *" for every day at 03:30.';
  throw new ProblemError('validation_failed', 'One thing in the body must be put right: see `errors`.', {
    errors: [{ path: 'schedule', message }],
  });
}
