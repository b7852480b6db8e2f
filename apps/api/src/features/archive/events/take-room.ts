import type BetterSqlite3 from 'better-sqlite3';
import type { RoomChanged } from './archive-event.ts';

const NEXT_POSITION = '(select coalesce(max(position), 0) + 1 from rooms)';

/**
 * Gives a room the words that the archive has for it, or makes it with them. For whom a room is that is there already
 * stays as it is: what is private is not opened by anything that stands in a repository.
 */
export function prepareTakeRoom(connection: BetterSqlite3.Database): (event: RoomChanged) => void {
  const save = connection.prepare(
    `insert into rooms (name, title, description, kind, closed_at, in_repository, position, created_at)
     values (@room, @title, @description, @kind, @closed_at, 1, @place, @changed_at)
     on conflict (name) do update set title = excluded.title, description = excluded.description, closed_at = excluded.closed_at,
       position = excluded.position
     where kind <> 'direct'`,
  );
  return ({ room, title, description, kind, closed_at, place, changed_at }) =>
    void save.run({ room, title, description, kind, closed_at, place, changed_at });
}

/** Makes the rooms in which something was written and of which nothing is known besides. */
export function addMissingRooms(connection: BetterSqlite3.Database): void {
  const next = connection
    .prepare<[string], string | null>('select min(room) from messages where room > ?')
    .pluck();
  const add = connection.prepare<[string]>(
    `insert into rooms (name, title, kind, in_repository, position, created_at)
     select room, room, 'open', 1, ${NEXT_POSITION}, created_at from messages where room = ? order by position limit 1
     on conflict do nothing`,
  );
  for (let room = next.get(''); typeof room === 'string'; room = next.get(room)) add.run(room);
}
