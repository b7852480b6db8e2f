import { uuidv7 } from 'uuidv7';
import type { Database } from '../../db/open-database.ts';
import type { ChangeLog } from '../changes/index.ts';
import { prepareRoomWrites } from './queries.ts';
import type { RoomBook } from './room-book.ts';
import { type RoomWords, toRoomEvent } from './room-event.ts';

/** What is said of what was done; within the transaction that does it. */
export interface Tell {
  /** Whoever sees the room is told how it is now. */
  changed(room: string): void;
  /** A person is told that it is gone for them. */
  left(room: string, person: string): void;
  /** The archive is given its words. */
  archived(room: RoomWords): void;
}

interface Parts {
  readonly database: Database;
  readonly log: ChangeLog;
  readonly book: RoomBook;
}

/** Has rooms changed, and everyone told of it: all of it is on disk and in memory when the promise settles. */
export function createRoomLog({ database, log, book }: Parts) {
  const { keepEvent } = prepareRoomWrites(database);

  return async <T>(work: (tell: Tell, at: string) => T): Promise<T> => {
    const at = new Date().toISOString();
    const { result, last, told } = await database.transact(() => {
      const writer = createTell(log.readLastPosition(), at);
      const done = work(writer.tell, at);
      return { result: done, last: writer.last(), told: writer.told() };
    });
    book.reload();
    log.publish(last, told);
    return result;
  };

  function createTell(before: number, at: string) {
    let last = before;
    let told = 0;
    const append = (type: 'room.changed' | 'room.left', about: string) => {
      last += 1;
      told += 1;
      log.append({ position: last, type, message_id: about });
    };
    const tell: Tell = {
      changed: (room) => append('room.changed', room),
      left: (room, person) => append('room.left', `${room} ${person}`),
      archived(room) {
        last += 1;
        const id = uuidv7();
        log.append({ position: last, type: 'archive.event', message_id: id });
        keepEvent.run({ position: last, line: toRoomEvent(room, { position: last, id, at }) });
      },
    };
    return { tell, last: () => last, told: () => told };
  }
}

export type WriteRooms = ReturnType<typeof createRoomLog>;
