import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { ChangeLog, Newest } from './change-log.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { prepareListChanges } from './queries.ts';
import type { RoomView } from './room-report.ts';

/** How many changes one poll brings at most; a client that is further behind polls again at once. */
const MAX_CHANGES = 200;

export interface ChangesAnswer {
  readonly json: string;
  /** Null where more is waiting: such an answer must not be taken for "nothing new". */
  readonly etag: string | null;
}

export type ListChanges = (since: string | undefined, view: RoomView) => ChangesAnswer;

/** @throws ProblemError `cursor_expired` for a cursor of another history. */
export function createListChanges(database: Database, log: ChangeLog): ListChanges {
  const listRows = prepareListChanges(database);

  return (since, view) => {
    if (since === undefined) return toAnswer([], { cursor: log.newest.cursor, hasMore: false }, view);
    const from = parseCursor(since);
    if (from.epoch !== database.epoch || from.position > log.newest.position) throw expired();
    const upTo = Math.min(from.position + MAX_CHANGES, log.newest.position);
    const rows =
      upTo === from.position ? [] : listRows.all({ since: from.position, limit: upTo - from.position });
    const ofRooms = view.changesBetween(from.position, upTo).map((change) => JSON.stringify(change));
    const seen = rows.filter(({ room }) => view.sees(room)).map(({ json }) => json);
    const cursor = formatCursor({ epoch: database.epoch, position: upTo });
    return toAnswer([...ofRooms, ...seen], { cursor, hasMore: upTo < log.newest.position }, view);
  };

  function toAnswer(
    changes: readonly string[],
    { cursor, hasMore }: { readonly cursor: string; readonly hasMore: boolean },
    view: RoomView,
  ): ChangesAnswer {
    return {
      json: `{"changes":[${changes.join(',')}],"cursor":"${cursor}","has_more":${hasMore},"archive":${JSON.stringify(log.archive.read())},"present":${JSON.stringify(view.present)},"standing":"${view.standing}"}`,
      etag: hasMore ? null : etagFor(log.newest, view),
    };
  }
}

/** Of somebody who has seen everything. */
export function etagFor({ etag }: Newest, { fingerprint }: Pick<RoomView, 'fingerprint'>): string {
  return fingerprint === '' ? etag : `${etag.slice(0, -1)}${fingerprint}"`;
}

function expired(): ProblemError {
  return new ProblemError(
    'cursor_expired',
    'The history of this server was replaced since this cursor was given. Load the newest page, and ask for changes without `since`.',
  );
}
