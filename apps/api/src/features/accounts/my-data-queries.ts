import { messageJson } from '../../db/message-json.ts';
import type { Database } from '../../db/open-database.ts';

interface Of {
  readonly person_id: string;
}

/** What is kept of a person beside their row and their sessions. */
export function prepareMyData(database: Database) {
  return {
    passkeys: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('passkeys')
        .select(['id', 'name', 'transports', 'created_at', 'last_used_at'])
        .where('person_id', '=', parameter('person_id')),
    ),
    keys: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('api_keys')
        .select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'])
        .where('owner_id', '=', parameter('person_id')),
    ),
    names: database.prepareRead<Of, object>((db, parameter) =>
      db.selectFrom('claimed_names').select(['name', 'at']).where('person_id', '=', parameter('person_id')),
    ),
    audit: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('audit')
        .select(['at', 'action', 'target', 'details'])
        .where('actor_id', '=', parameter('person_id')),
    ),
    /** Those that are hidden as well: they are the author's own. */
    messages: database.prepareRead<
      { author_id: string; after: number; limit: number },
      { position: number; json: string }
    >((db, parameter) =>
      db
        .selectFrom('messages')
        .select(['position', messageJson.as('json')])
        .where('author_id', '=', parameter('author_id'))
        .where('position', '>', parameter('after'))
        .orderBy('position')
        .limit(parameter('limit')),
    ),
  };
}
