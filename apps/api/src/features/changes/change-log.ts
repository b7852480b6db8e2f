import { listChanges } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { ChangesTable } from '../../db/schema/changes.ts';
import { formatCursor } from './cursor.ts';

/** What is known of the newest committed change; held in memory, so that asking for it costs no query. */
export interface Newest {
  readonly position: number;
  /** The cursor of someone who has seen everything. */
  readonly cursor: string;
  readonly etag: string;
  /** The address at which someone who has seen everything asks again. */
  readonly idleUrl: string;
}

/** The append-only log of everything that happened, which pollers and the archive follow. */
export interface ChangeLog {
  readonly newest: Newest;
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
  let newest = readNewest();
  database.onReplaced(() => {
    newest = readNewest();
  });

  return {
    get newest() {
      return newest;
    },
    readLastPosition,
    append: (change) => void insert.run(change),
    publish(position) {
      if (position > newest.position) newest = describe(database.epoch, position);
    },
  };

  function readNewest(): Newest {
    return describe(database.epoch, readLastPosition());
  }
}

function describe(epoch: string, position: number): Newest {
  const cursor = formatCursor({ epoch, position });
  return { position, cursor, etag: `"${cursor}"`, idleUrl: `${listChanges.path}?since=${cursor}` };
}
