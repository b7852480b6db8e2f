import { messageJson } from '../../db/message-json.ts';
import type { Database } from '../../db/open-database.ts';

export interface ChangeRow {
  readonly position: number;
  /** The message as it stands now, as JSON text. */
  readonly json: string;
}

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
      .select(messageJson.as('json'))
      .groupBy('messages.id')
      .orderBy('position'),
  );
}
