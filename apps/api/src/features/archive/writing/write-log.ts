import type { Database } from '../../../db/open-database.ts';
import type { Clock } from '../../../lib/clock.ts';
import { prepareWrites } from '../queries.ts';
import type { SentWrites } from '../targets/github/guarded-fetch.ts';

export const HOUR_MS = 3_600_000;
/** Two for one that comes, so that none stays for long. */
const REMOVE_AT_ONCE = 2;

/** What was sent within the last hour; outlives the process. */
export function createWriteLog(
  database: Pick<Database, 'prepareRead' | 'prepareWrite' | 'transact'>,
  clock: Clock,
): SentWrites {
  const writes = prepareWrites(database);
  const sent = readBefore();

  return {
    listSent() {
      while ((sent[0] ?? Number.POSITIVE_INFINITY) <= clock.elapsed() - HOUR_MS) sent.shift();
      return sent;
    },
    async note() {
      sent.push(clock.elapsed());
      const now = clock.now();
      await database.transact(() => {
        writes.removeOld.run({ until: toText(now - HOUR_MS), limit: REMOVE_AT_ONCE });
        writes.insert.run({ sent_at: toText(now) });
      });
    },
  };

  /** One that was sent in the future, as somebody has set the clock back since, is taken for one of just now. */
  function readBefore(): number[] {
    const now = clock.now();
    return writes.list
      .all({ after: toText(now - HOUR_MS) })
      .map(({ sent_at }) => clock.elapsed() - Math.max(0, now - Date.parse(sent_at)));
  }
}

function toText(ms: number): string {
  return new Date(ms).toISOString();
}
