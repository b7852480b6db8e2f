import { messageJson } from '../../db/message-json.ts';
import type { Database } from '../../db/open-database.ts';

interface Page {
  readonly room: string;
  /** The page lies on one side of this position, which itself is left out. */
  readonly from: number;
  readonly limit: number;
}

interface JsonRow {
  readonly json: string;
}

/** The messages of a room just before a position, newest first. */
export function prepareListBefore(database: Database) {
  return database.prepareRead<Page, JsonRow>((db, parameter) =>
    db
      .selectFrom('messages')
      .select(messageJson.as('json'))
      .where('room', '=', parameter('room'))
      .where('position', '<', parameter('from'))
      .orderBy('position', 'desc')
      .limit(parameter('limit')),
  );
}

/** The messages of a room just after a position, oldest first. */
export function prepareListAfter(database: Database) {
  return database.prepareRead<Page, JsonRow>((db, parameter) =>
    db
      .selectFrom('messages')
      .select(messageJson.as('json'))
      .where('room', '=', parameter('room'))
      .where('position', '>', parameter('from'))
      .orderBy('position')
      .limit(parameter('limit')),
  );
}

export function prepareFindPosition(database: Database) {
  return database.prepareRead<{ id: string; room: string }, { position: number }>((db, parameter) =>
    db
      .selectFrom('messages')
      .select('position')
      .where('id', '=', parameter('id'))
      .where('room', '=', parameter('room')),
  );
}
