import type { Database } from '../../../db/open-database.ts';
import type { Clock } from '../../../lib/clock.ts';
import { README_PATH } from '../events/archive-paths.ts';
import { prepareFiles } from '../queries.ts';
import { type Batch, ROOT } from './batch.ts';
import { createBatchBook } from './batch-book.ts';
import { createFrontMatter } from './front-matter.ts';
import type { PageMaker } from './page-maker.ts';
import { type NewFile, type ReadyEvent, splitSegments } from './split-segments.ts';
import { createTakeWaiting, NOTHING, type Taken } from './take-waiting.ts';
import type { Waiting } from './waiting.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly waiting: Waiting;
  readonly pages: PageMaker;
}

/** Puts together what one commit brings; each batch is written down whole before anything is sent anywhere. */
export function createBatchMaker({ database, clock, waiting, pages }: Parts) {
  const { write: writeDown, writeAside, ...book } = createBatchBook({ database, clock, waiting });
  const { archiveId, makeManifest, makeReadme } = createFrontMatter(database);
  const take = createTakeWaiting(database, waiting);
  const files = prepareFiles(database);
  /** Of the newest batch, which is nearly always the one that is written next. */
  let fresh = new Map<string, Buffer>();

  return { ...book, make, archiveId, fresh: (path: string) => fresh.get(path) };

  /** @returns null where nothing waits, and no day is over. */
  async function make(maxEvents: number, signal: AbortSignal): Promise<Batch | null> {
    const last = book.lastNumber();
    if (last < ROOT) return waiting.count === 0 ? null : write(ROOT, [await makeManifest()], NOTHING);
    const days = await pages.renderDue(signal);
    const taken = await take(maxEvents, signal);
    if (taken.events.length === 0 && days.length === 0) {
      await writeAside(taken);
      return null;
    }
    return write(last + 1, [...readme(), ...segmentsOf(taken.events), ...days], taken);
  }

  async function write(number: number, made: readonly NewFile[], taken: Taken): Promise<Batch> {
    const batch = await writeDown(number, made, taken);
    fresh = new Map(made.map(({ path, content }) => [path, content]));
    return batch;
  }

  function readme(): NewFile[] {
    return files.find.get({ path: README_PATH }) === undefined ? [makeReadme()] : [];
  }

  function segmentsOf(events: readonly ReadyEvent[]): NewFile[] {
    return splitSegments(events, {
      has: (path) => files.find.get({ path }) !== undefined,
      // A zero comes right after a slash.
      countIn: (folder) => files.countBetween.get({ start: `${folder}/`, end: `${folder}0` })?.count ?? 0,
    });
  }
}

export type BatchMaker = ReturnType<typeof createBatchMaker>;
