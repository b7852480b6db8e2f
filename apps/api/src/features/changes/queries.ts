import { sql } from 'kysely';
import { messageJson } from '../../db/message-json.ts';
import type { Database } from '../../db/open-database.ts';

export interface ChangeRow {
  readonly position: number;
  /** The change as it is sent, as JSON text. */
  readonly json: string;
  /** Where the message was written. */
  readonly room: string;
}

/** A message as it stands now; of one that is hidden, which it is. */
const changeJson = sql<string>`iif(messages.hidden,
  format('{"type":"hidden","id":%s}', json_quote(messages.id)),
  format('{"type":"message","message":%s}', ${messageJson}))`;

/** The oldest changes after a position, each message once, at its last change among them. */
export function prepareListChanges(database: Database) {
  return database.prepareRead<{ since: number; limit: number }, ChangeRow>((db, parameter) =>
    db
      .selectFrom((window) =>
        window
          .selectFrom('changes')
          .select(['position', 'message_id'])
          .where('position', '>', parameter('since'))
          .orderBy('position')
          .limit(parameter('limit'))
          .as('change'),
      )
      .innerJoin('messages', 'messages.id', 'change.message_id')
      .select(({ fn }) => fn.max('change.position').as('position'))
      .select(changeJson.as('json'))
      .select('messages.room')
      .groupBy('messages.id')
      .orderBy('position'),
  );
}
