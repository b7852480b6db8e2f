import BetterSqlite3 from 'better-sqlite3';
import type { JobProgress } from '../../../lib/run-in-worker.ts';
import { REMOVABLE_FILES } from './removable-files.ts';

export interface SurveyInput {
  /** The database's file. */
  readonly file: string;
  /** The place of the archive; null where there is none. */
  readonly target: string | null;
  /** The first day that stays in rooms that have no days of their own; null keeps all. */
  readonly day: string | null;
  /** That of rooms that have. */
  readonly rooms: ReadonlyMap<string, string | null>;
}

export interface RoomSurvey {
  readonly room: string;
  readonly past: number;
  readonly removable: number;
  readonly toYearly: number;
  readonly oldestWaitingAt: string | null;
}

export interface Survey {
  readonly rooms: readonly RoomSurvey[];
  /** When the archive was last found to be as the database is. */
  readonly verifiedAt: string | null;
  /** Whether that what the archive holds beyond a restored backup is still to be taken in. */
  readonly isRestored: boolean;
}

interface Counted {
  readonly past: number;
  readonly removable: number;
  readonly toYearly: number;
  readonly oldestWaitingAt: string | null;
}

const NOTHING: Counted = { past: 0, removable: 0, toYearly: 0, oldestWaitingAt: null };

/** Counts, room by room, what is past its time and what may leave. Each room is a query of its own. */
export function surveyRooms(
  { file, target, day, rooms }: SurveyInput,
  report: (progress: JobProgress) => void,
): Survey {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    const verified = readVerified(database, target);
    const names = [...new Set([...listRooms(database), ...rooms.keys()])].toSorted();
    const count = prepareCount(database);
    return {
      rooms: names.map((room, index) => {
        report({ step: 'Counting what is past its time', part: index / names.length });
        const first = rooms.has(room) ? (rooms.get(room) ?? null) : day;
        return { room, ...(first === null ? NOTHING : count({ room, day: first, upTo: verified.upTo })) };
      }),
      verifiedAt: verified.at,
      isRestored: database.prepare("select 1 from server_state where key = 'restored'").get() !== undefined,
    };
  } finally {
    database.close();
  }
}

/** By jumps over the index, as there may be a million messages in one. */
function listRooms(database: BetterSqlite3.Database): string[] {
  const next = database
    .prepare<[string], string | null>('select min(room) from messages where room > ?')
    .pluck();
  const found: string[] = [];
  for (let room = next.get(''); typeof room === 'string'; room = next.get(room)) found.push(room);
  return found;
}

function prepareCount(database: BetterSqlite3.Database) {
  const count = database.prepare<[{ room: string; day: string; upTo: number }], Counted>(
    `with removable as materialized (select id from (${REMOVABLE_FILES})),
       past as (
         select message.created_at, entry.file in (select id from removable) as is_removable,
           (aside.position is not null or message.kept_here = 1) as is_aside
         from messages message
         left join archive_entries entry on entry.position = message.position
         left join archive_set_aside aside on aside.position = message.position
         where message.room = @room and message.created_at < @day)
     select count(*) as past, coalesce(sum(is_removable), 0) as removable, coalesce(sum(is_aside), 0) as toYearly,
       min(case when coalesce(is_removable, 0) = 0 and not is_aside then created_at end) as oldestWaitingAt
     from past`,
  );
  return (wanted: { room: string; day: string; upTo: number }) => count.get(wanted) ?? NOTHING;
}

interface Condition {
  readonly verified_at: string | null;
  readonly verification: string | null;
}

/** How far the archive was compared with the database, and nothing was found to differ since. */
function readVerified(
  database: BetterSqlite3.Database,
  target: string | null,
): { readonly at: string | null; readonly upTo: number } {
  const row = database
    .prepare<[string | null], Condition>(
      'select verified_at, verification from archive_conditions where target = ?',
    )
    .get(target);
  if (row?.verification == null || row.verified_at === null) return { at: null, upTo: -1 };
  const found = JSON.parse(row.verification) as { same: boolean; commits?: number; finished_at: string };
  return found.same ? { at: found.finished_at, upTo: (found.commits ?? 0) - 1 } : { at: null, upTo: -1 };
}
