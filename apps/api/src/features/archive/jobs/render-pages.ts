import BetterSqlite3 from 'better-sqlite3';
import type { JobProgress } from '../../../lib/run-in-worker.ts';
import { renderDayPages } from '../pages/render-day-pages.ts';

export interface RenderPagesInput {
  /** The database's file. */
  readonly file: string;
  readonly days: readonly DayToRender[];
  /** The batch that the pages are part of; null while it is being put together, of these days. */
  readonly batch: number | null;
}

export interface DayToRender {
  readonly room: string;
  readonly day: string;
}

export interface RenderedPage {
  readonly path: string;
  readonly room: string;
  readonly day: string;
  readonly content: Uint8Array;
}

interface Row {
  readonly id: string;
  readonly author: string;
  readonly content: string;
  readonly created_at: string;
  readonly segmentPath: string;
}

/** The pages of whole days, from the messages whose events the archive's segments hold. */
export function renderPages(
  { file, days, batch }: RenderPagesInput,
  report: (progress: JobProgress) => void,
): RenderedPage[] {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    return days.flatMap(({ room, day }, index) => {
      report({ step: 'Writing the pages of finished days', part: index / days.length });
      const messages = listMessages(database, room, day);
      const before = days.slice(0, index).findLast((other) => other.room === room);
      const previousDay = before?.day ?? findPreviousDay(database, { room, day }, batch);
      return renderDayPages({ room, day, messages, previousDay }).map((page) => ({ ...page, room, day }));
    });
  } finally {
    database.close();
  }
}

function listMessages(database: BetterSqlite3.Database, room: string, day: string): Row[] {
  return database
    .prepare<[string, string], Row>(
      `select message.id, message.author, message.content, message.created_at, file.path as segmentPath
       from archive_files file
       join archive_entries entry on entry.file = file.id
       join changes change on change.position = entry.position
       join messages message on message.id = change.message_id
       where file.kind = 'segment' and file.day = ? and file.room = ? and change.type = 'message.created'
       order by entry.position`,
    )
    .all(day, room);
}

/** Of the days that had pages by then, so that a page that is made again is the same. */
function findPreviousDay(
  database: BetterSqlite3.Database,
  { room, day }: DayToRender,
  batch: number | null,
): string | null {
  return (
    database
      .prepare<[string, string, number], string | null>(
        "select max(day) from archive_files where kind = 'page' and day < ? and room = ? and batch <= ?",
      )
      .pluck()
      .get(day, room, batch ?? Number.MAX_SAFE_INTEGER) ?? null
  );
}
