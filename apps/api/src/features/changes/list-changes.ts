import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { ChangeLog } from './change-log.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { prepareListChanges } from './queries.ts';

/** How many changes one poll brings at most; a client that is further behind polls again at once. */
const MAX_CHANGES = 200;

export interface ChangesAnswer {
  readonly json: string;
  /** Null where more is waiting: such an answer must not be taken for "nothing new". */
  readonly etag: string | null;
}

export type ListChanges = (since: string | undefined) => ChangesAnswer;

/** @throws ProblemError `cursor_expired` for a cursor of another history. */
export function createListChanges(database: Database, log: ChangeLog): ListChanges {
  const listRows = prepareListChanges(database);

  return (since) => {
    if (since === undefined || since === log.newest.cursor) return emptyAnswer();
    const from = parseCursor(since);
    if (from.epoch !== database.epoch || from.position > log.newest.position) throw expired();
    const upTo = Math.min(from.position + MAX_CHANGES, log.newest.position);
    const rows = listRows.all({ since: from.position, limit: upTo - from.position });
    const changes = rows.map(({ json }) => `{"type":"message","message":${json}}`);
    return toAnswer(
      changes,
      formatCursor({ epoch: database.epoch, position: upTo }),
      upTo < log.newest.position,
    );
  };

  function emptyAnswer(): ChangesAnswer {
    return toAnswer([], log.newest.cursor, false);
  }

  function toAnswer(changes: readonly string[], cursor: string, hasMore: boolean): ChangesAnswer {
    return {
      json: `{"changes":[${changes.join(',')}],"cursor":"${cursor}","has_more":${hasMore},"archive":${JSON.stringify(log.archive.read())}}`,
      etag: hasMore ? null : log.newest.etag,
    };
  }
}

function expired(): ProblemError {
  return new ProblemError(
    'cursor_expired',
    'The history of this server was replaced since this cursor was given. Load the newest page, and ask for changes without `since`.',
  );
}
