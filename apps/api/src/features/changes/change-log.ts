import { listChanges } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { ChangesTable } from '../../db/schema/changes.ts';
import { type ArchiveReport, fingerprintOf, NO_ARCHIVE } from './archive-report.ts';
import { formatCursor } from './cursor.ts';
import { NO_ROOMS, type RoomReport } from './room-report.ts';

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
  /** Shows pollers what was committed up to `position`; so many of it, `told`, are for them alone, and in no archive. */
  publish(position: number, told?: number): void;
  /** Shows pollers what something else than this thread has written, up to `position`. */
  writtenElsewhere(position: number): void;
  /** Hears of that before pollers do: what was kept in memory may be another. */
  onWrittenElsewhere(listener: () => void): void;
  /** How many of what was published since the start was for pollers alone. */
  readonly told: number;
  /** Hears whenever something new was published. */
  onPublish(listener: () => void): void;
  /** How the archive does, for pollers. */
  readonly archive: ArchiveReport;
  /** Has pollers told of the archive by `report` from now on. */
  reportArchive(report: ArchiveReport): void;
  /** Has pollers told that the archive does otherwise than before. */
  archiveChanged(): void;
  /** Which rooms there are, and for whom. */
  readonly rooms: RoomReport;
  /** Has pollers told of rooms by `report` from now on; before, they see none. */
  reportRooms(report: RoomReport): void;
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
  const elsewhere: (() => void)[] = [];
  let rooms = NO_ROOMS;
  let archive: ArchiveReport = { read: () => NO_ARCHIVE };
  let archiveFingerprint = fingerprintOf(NO_ARCHIVE);
  let newest = readNewest();
  let told = 0;
  database.onReplaced(() => {
    newest = readNewest();
  });

  return {
    get newest() {
      return newest;
    },
    get told() {
      return told;
    },
    readLastPosition,
    append: (change) => void insert.run(change),
    publish,
    writtenElsewhere(position) {
      for (const listener of elsewhere) listener();
      publish(position);
    },
    onWrittenElsewhere: (listener) => void elsewhere.push(listener),
    onPublish: (listener) => void listeners.push(listener),
    get archive() {
      return archive;
    },
    reportArchive(report) {
      archive = report;
      archiveChanged();
    },
    archiveChanged,
    get rooms() {
      return rooms;
    },
    reportRooms(report) {
      rooms = report;
    },
    messagesLeft() {
      newest = describe(newest.position);
    },
  };

  function publish(position: number, toldNow = 0): void {
    if (position <= newest.position) return;
    told += toldNow;
    newest = describe(position);
    for (const listener of listeners) listener();
  }

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
