import { ProblemError } from '../../lib/problem-error.ts';
import type { Person } from '../../plugins/people/index.ts';
import { toTimestamp } from './to-me.ts';

/** A name that is given up stays taken, and so nobody collects them. */
const MAX_RENAMES = 3;
const WITHIN_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * What is to be kept of when somebody changed their name, with a change at this moment.
 * @param now in milliseconds since 1970.
 * @throws ProblemError `too_many_renames`.
 */
export function countRename({ renamed_at }: Pick<Person, 'renamed_at'>, now: number): string {
  const since = toTimestamp(now - WITHIN_DAYS * DAY_MS);
  const recent = renamed_at.split(',').filter((at) => at > since);
  const [oldest] = recent;
  if (oldest !== undefined && recent.length >= MAX_RENAMES) throw tooManyRenames(oldest);
  return [...recent, toTimestamp(now)].join(',');
}

function tooManyRenames(oldest: string): ProblemError {
  const again = toTimestamp(Date.parse(oldest) + WITHIN_DAYS * DAY_MS);
  return new ProblemError(
    'too_many_renames',
    `You have changed your name ${MAX_RENAMES} times in ${WITHIN_DAYS} days, as often as one may. It goes again from ${again} on.`,
  );
}
