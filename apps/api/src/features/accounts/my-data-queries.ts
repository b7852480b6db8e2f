import type { Database } from '../../db/open-database.ts';

interface Of {
  readonly person_id: string;
}

/** What is kept of a person beside their row, their sessions, and what they did in rooms. */
export function prepareMyData(database: Database) {
  return {
    avatar: database.prepareRead<Of, { hash: string; bytes: Buffer }>((db, parameter) =>
      db
        .selectFrom('people')
        .innerJoin('avatars', 'avatars.hash', 'people.avatar')
        .select(['avatars.hash', 'avatars.bytes'])
        .where('people.id', '=', parameter('person_id')),
    ),
    passkeys: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('passkeys')
        .select(['id', 'name', 'transports', 'created_at', 'last_used_at'])
        .where('person_id', '=', parameter('person_id')),
    ),
    keys: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('api_keys')
        .select(['id', 'name', 'scopes', 'rooms', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'])
        .where('owner_id', '=', parameter('person_id')),
    ),
    invites: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('links')
        .select(['id', 'role', 'rooms', 'note', 'max_uses', 'uses', 'created_at', 'expires_at', 'revoked_at'])
        .where('person_id', '=', parameter('person_id'))
        .where('kind', '=', 'invite'),
    ),
    names: database.prepareRead<Of, object>((db, parameter) =>
      db.selectFrom('claimed_names').select(['name', 'at']).where('person_id', '=', parameter('person_id')),
    ),
  };
}
