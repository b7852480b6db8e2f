import type { Database } from '../../../db/open-database.ts';
import type { Clock } from '../../../lib/clock.ts';
import { runInWorker } from '../../../lib/run-in-worker.ts';
import { hashObject } from '../git/hash-object.ts';
import type { DayToRender, RenderedPage, RenderPagesInput } from '../jobs/render-pages.ts';
import { prepareFiles } from '../queries.ts';
import type { NewFile } from './split-segments.ts';
import type { Waiting } from './waiting.ts';

/** A message that was written at midnight may reach the database a little later. */
const DAY_GRACE_MS = 10 * 60_000;
/** How many pages one commit brings at most; an old history has many. */
const MAX_PAGES = 10;
const BEFORE_ALL = '0000-00-00';

interface Parts {
  readonly database: Database;
  /** The database's file. */
  readonly file: string;
  readonly clock: Clock;
  readonly waiting: Waiting;
}

/** Makes the pages of days that are over; in a thread, as a day may hold a hundred thousand messages. */
export function createPageMaker({ database, file, clock, waiting }: Parts) {
  const files = prepareFiles(database);

  return { renderDue, render };

  async function renderDue(signal: AbortSignal): Promise<NewFile[]> {
    const days = files.listDays.all({
      from: files.newestPage.get({})?.day ?? BEFORE_ALL,
      before: firstUnfinishedDay(),
      limit: MAX_PAGES,
    });
    return days.length === 0 ? [] : render(days, null, signal);
  }

  /** A day is over when its time is, and nothing of it waits. */
  function firstUnfinishedDay(): string {
    const today = new Date(clock.now() - DAY_GRACE_MS).toISOString().slice(0, 10);
    const oldest = waiting.count === 0 ? null : waiting.oldestAt();
    return oldest !== null && oldest < today ? oldest.slice(0, 10) : today;
  }

  async function render(
    days: readonly DayToRender[],
    batch: number | null,
    signal: AbortSignal,
  ): Promise<NewFile[]> {
    const input: RenderPagesInput = { file, days, batch };
    const pages = await runInWorker<RenderedPage[]>('renderPages', input, { signal });
    return pages.map(({ path, room, day, content }) => {
      const bytes = Buffer.from(content);
      return {
        path,
        kind: 'page',
        room,
        day,
        content: bytes,
        blobHash: hashObject('blob', bytes),
        positions: [],
      };
    });
  }
}

export type PageMaker = ReturnType<typeof createPageMaker>;
