import type { Database } from '../../../db/open-database.ts';
import type { ChangeLog } from '../change-log.ts';
import { prepareCountWaiting, prepareListWaiting, prepareServerState } from '../queries.ts';

/** What is in no segment yet; counted once, and then kept in memory, as every poll that brings news tells it. */
export interface Waiting {
  readonly count: number;
  /** How many have come since the start. */
  arrived(): number;
  /** Every change up to there is in a segment, set aside, or for pollers alone. */
  readonly cursor: number;
  /** Where the log ends. */
  readonly newest: number;
  /** When the oldest of them was written; null where nothing waits. */
  oldestAt(): string | null;
  /** `taken` of them have found their place, and nothing waits up to `cursor`. */
  took(taken: number, cursor: number): void;
  /** What was counted is of no use any more. */
  reset(): void;
}

export function createWaiting(database: Database, log: ChangeLog): Waiting {
  const countWaiting = prepareCountWaiting(database);
  const listWaiting = prepareListWaiting(database);
  const state = prepareServerState(database);
  let cursor = 0;
  /** Changes up to there are counted. */
  let counted = 0;
  /** How many of them are for pollers alone. */
  let told = 0;
  let count = 0;
  let came = 0;
  reset();

  return {
    get count() {
      look();
      return count;
    },
    arrived() {
      look();
      return came;
    },
    get cursor() {
      return cursor;
    },
    get newest() {
      return log.newest.position;
    },
    oldestAt() {
      return listWaiting.get({ after: cursor, limit: 1 })?.created_at ?? null;
    },
    took(taken, to) {
      count -= taken;
      cursor = to;
    },
    reset,
  };

  function look(): void {
    const more = log.newest.position - counted - (log.told - told);
    count += more;
    came += more;
    noteCounted();
  }

  function reset(): void {
    cursor = Number(state.find.get({ key: 'archive_cursor' })?.value ?? 0);
    noteCounted();
    count = countWaiting.get({ after: cursor })?.count ?? 0;
  }

  function noteCounted(): void {
    counted = log.newest.position;
    told = log.told;
  }
}
