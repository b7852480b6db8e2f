import type { Database } from '../../db/open-database.ts';
import type { ChangesTable } from '../../db/schema/changes.ts';
import { formatCursor } from './cursor.ts';

/** The append-only log of everything that happened, which pollers and the archive follow. */
export interface ChangeLog {
  /** The cursor of someone who has seen everything that is committed. Held in memory: costs no query. */
  readonly cursor: string;
  /** The newest committed position. */
  readonly position: number;
  /** The newest position as the running transaction sees it. */
  readLastPosition(): number;
  /** Only within `database.transact`. */
  append(change: ChangesTable): void;
  /** Shows pollers what was committed up to `position`. */
  publish(position: number): void;
}

export function createChangeLog(database: Database): ChangeLog {
  const last = database.prepareWrite((db) =>
    db.selectFrom('changes').select('position').orderBy('position', 'desc').limit(1),
  );
  const insert = database.prepareWrite<ChangesTable, unknown>((db, parameter) =>
    db.insertInto('changes').values({
      position: parameter('position'),
      type: parameter('type'),
      message_id: parameter('message_id'),
    }),
  );
  const readLastPosition = () => last.get({})?.position ?? 0;
  let position = readLastPosition();
  let cursor = formatCursor({ epoch: database.epoch, position });

  return {
    get cursor() {
      return cursor;
    },
    get position() {
      return position;
    },
    readLastPosition,
    append: (change) => void insert.run(change),
    publish(newest) {
      if (newest <= position) return;
      position = newest;
      cursor = formatCursor({ epoch: database.epoch, position });
    },
  };
}
