import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { type CountedRow, prepareListBetween } from './queries.ts';
import { createReadBreaches, type Page } from './read-breaches.ts';
import { createTally, type Tally } from './tally.ts';

/** What the database holds of the breaches of the configured period. */
export interface BreachHistory {
  /** False while what an earlier process wrote is still being read. */
  readonly isWhole: boolean;
  /** Settles when all is read, or could not be. */
  whole(): Promise<void>;
  /** Those up to now: counted as they come and go, so that this costs no query over all. */
  recent(): { readonly since: string; readonly tally: Tally };
  /** Counts what was written. */
  add(rows: readonly CountedRow[]): void;
  /** Reads the period anew. */
  load(): void;
}

type State = 'reading' | 'whole' | 'failed';

const HOUR_MS = 3_600_000;
/** A clock that goes back by less is being put right, and nothing is read anew for it. */
const CORRECTION_MS = 10_000;

export function createBreachHistory(database: Database, clock: Clock, periodHours: number): BreachHistory {
  const listBetween = prepareListBetween(database);
  const readSince = createReadBreaches(database);
  let tally = createTally();
  let from = '';
  let state: State = 'reading';
  let reading = Promise.resolve();
  load();
  database.onReplaced(load);

  return {
    get isWhole() {
      return isWhole();
    },
    whole: () => reading,
    recent() {
      const sinceMs = clock.now() - periodHours * HOUR_MS;
      if (state === 'failed' || sinceMs < Date.parse(from) - CORRECTION_MS) load();
      else if (state === 'whole') letGo(timestamp(sinceMs));
      return { since: from, tally };
    },
    add: (rows) => rows.filter(({ last_at }) => last_at >= from).forEach(tally.add),
    load,
  };

  /** What is little is read at once, and the rest of much with pauses for others in between. */
  function load(): void {
    from = timestamp(clock.now() - periodHours * HOUR_MS);
    tally = createTally();
    state = 'failed'; // until something is read
    const pages = readSince(from);
    addNext(pages);
    if (!isWhole()) reading = readOn(pages, tally);
  }

  async function readOn(pages: Pages, into: Tally): Promise<void> {
    try {
      while (!isWhole()) {
        await setImmediate();
        if (tally !== into) return reading; // another has begun meanwhile
        addNext(pages);
      }
    } catch {
      state = 'failed'; // the next to ask begins anew, and hears why not
    }
  }

  function addNext(pages: Pages): void {
    const page = pages.next().value;
    page?.rows.forEach(tally.add);
    state = page?.isLast === false ? 'reading' : 'whole';
  }

  function isWhole(): boolean {
    return state === 'whole';
  }

  function letGo(since: string): void {
    if (since <= from) return;
    if (tally.total > 0) listBetween.all({ from, to: since }).forEach(tally.remove);
    from = since;
  }
}

type Pages = Generator<Page, void>;

function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
