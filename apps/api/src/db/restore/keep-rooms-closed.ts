import type BetterSqlite3 from 'better-sqlite3';

/**
 * Rooms go back with their history, but not who may know of it: in every room that the live database knows are those who
 * are in it there, and in the others nobody who was removed since. What goes into the repository of a private room stays
 * as it was decided last. After the operator's tables, as people are among them.
 */
export function keepRoomsClosed(live: BetterSqlite3.Database, restored: BetterSqlite3.Database): void {
  const empty = restored.prepare<[string]>('delete from room_people where room = ?');
  const decide = restored.prepare<[number, string]>(
    "update rooms set in_repository = ? where name = ? and kind = 'private'",
  );
  for (const { name, in_repository } of listRooms(live)) {
    empty.run(name);
    decide.run(in_repository, name);
  }
  const enter = restored.prepare(
    'insert or replace into room_people (room, person_id, is_owner, joined_at) values (@room, @person_id, @is_owner, @joined_at)',
  );
  for (const row of live.prepare('select * from room_people').iterate()) enter.run(row);
  restored.exec(
    "delete from room_people where person_id not in (select id from people where state <> 'removed')",
  );
}

function listRooms(live: BetterSqlite3.Database) {
  return live
    .prepare<[], { name: string; in_repository: number }>('select name, in_repository from rooms')
    .all();
}
