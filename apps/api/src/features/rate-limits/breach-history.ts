import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { type CountedRow, prepareListBetween } from './queries.ts';
import { createTally, type Tally } from './tally.ts';

/** What the database holds of the breaches. */
export interface BreachHistory {
  /** Those of the configured period up to now: counted as they come and go, so that this costs no query over all. */
  recent(): { readonly since: string; readonly tally: Tally };
  /** Those of any number of hours, read in parts with pauses for others in between. */
  ofHours(hours: number): Promise<{ readonly since: string; readonly tally: Tally }>;
  /** Counts what was written. */
  add(rows: readonly CountedRow[]): void;
  /** Reads the configured period anew. */
  load(): void;
}

const HOUR_MS = 3_600_000;
/** After any moment that is written down. */
const END_OF_TIME = '9999';

export function createBreachHistory(database: Database, clock: Clock, periodHours: number): BreachHistory {
  const listBetween = prepareListBetween(database);
  let tally = createTally();
  let from = '';
  load();
  database.onReplaced(load);

  return {
    recent() {
      const since = hoursAgo(periodHours);
      // The clock may have been set back.
      if (since < from) load();
      else letGo(since);
      return { since, tally };
    },
    async ofHours(hours) {
      const since = hoursAgo(hours);
      const found = createTally();
      for (const hour of hoursFrom(since, hours)) {
        listBetween.all(hour).forEach(found.add);
        await setImmediate();
      }
      return { since, tally: found };
    },
    add: (rows) => rows.filter(({ last_at }) => last_at >= from).forEach(tally.add),
    load,
  };

  function load(): void {
    from = hoursAgo(periodHours);
    tally = createTally();
    for (const hour of hoursFrom(from, periodHours)) listBetween.all(hour).forEach(tally.add);
  }

  function letGo(since: string): void {
    if (tally.total > 0) listBetween.all({ from, to: since }).forEach(tally.remove);
    from = since;
  }

  function hoursAgo(hours: number): string {
    return new Date(clock.now() - hours * HOUR_MS).toISOString();
  }
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Parts that are small enough to be read at once; the last of them has no end. */
function* hoursFrom(since: string, hours: number): Generator<Span> {
  const begin = Date.parse(since);
  const at = (hour: number) => new Date(begin + hour * HOUR_MS).toISOString();
  for (let hour = 0; hour < hours; hour++)
    yield { from: at(hour), to: hour === hours - 1 ? END_OF_TIME : at(hour + 1) };
}
