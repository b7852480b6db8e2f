import { listChanges } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { ChangesTable } from '../../db/schema/changes.ts';
import { type ArchiveReport, fingerprintOf, NO_ARCHIVE } from './archive-report.ts';
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

/** The log of everything that happened, which pollers and the archive follow. */
export interface ChangeLog {
  readonly newest: Newest;
  /** The newest position as the running transaction sees it. */
  readLastPosition(): number;
  /** Only within `database.transact`. */
  append(change: ChangesTable): void;
  /** Shows pollers what was committed up to `position`. */
  publish(position: number): void;
  /** Hears whenever something new was published. */
  onPublish(listener: () => void): void;
  /** How the archive does, for pollers. */
  readonly archive: ArchiveReport;
  /** Has pollers told of the archive by `report` from now on. */
  reportArchive(report: ArchiveReport): void;
  /** Has pollers told that the archive does otherwise than before. */
  archiveChanged(): void;
  /** Messages are gone, of which pollers are not told: what was kept in memory of any page is of no use. */
  messagesLeft(): void;
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
  const listeners: (() => void)[] = [];
  let archive: ArchiveReport = { read: () => NO_ARCHIVE };
  let archiveFingerprint = fingerprintOf(NO_ARCHIVE);
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
      if (position <= newest.position) return;
      newest = describe(position);
      for (const listener of listeners) listener();
    },
    onPublish: (listener) => void listeners.push(listener),
    get archive() {
      return archive;
    },
    reportArchive(report) {
      archive = report;
      archiveChanged();
    },
    archiveChanged,
    messagesLeft() {
      newest = describe(newest.position);
    },
  };

  function archiveChanged(): void {
    const fingerprint = fingerprintOf(archive.read());
    if (fingerprint === archiveFingerprint) return;
    archiveFingerprint = fingerprint;
    newest = describe(newest.position);
  }

  function readNewest(): Newest {
    return describe(readLastPosition());
  }

  function describe(position: number): Newest {
    const cursor = formatCursor({ epoch: database.epoch, position });
    const etag = `"${cursor}${archiveFingerprint}"`;
    return { position, cursor, etag, idleUrl: `${listChanges.path}?since=${cursor}` };
  }
}
