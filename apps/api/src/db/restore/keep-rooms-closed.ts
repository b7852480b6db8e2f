import type BetterSqlite3 from 'better-sqlite3';

/**
 * Rooms go back with their history, but not who may know of it: in every room that the live database knows are those who
 * are in it there, and in the others nobody who was removed since, but for direct ones, which go by their names. What goes into the repository of a private room stays
 * as it was decided last. After the operator's tables, as people are among them.
 */
export function keepRoomsClosed(live: BetterSqlite3.Database, restored: BetterSqlite3.Database): void {
  const empty = restored.prepare<[string]>('delete from room_people where room = ?');
  const decide = restored.prepare<[number, string | null, string]>(
    "update rooms set in_repository = ?, repository_since = ? where name = ? and kind = 'private'",
  );
  for (const { name, in_repository, repository_since } of listRooms(live)) {
    empty.run(name);
    decide.run(in_repository, repository_since, name);
  }
  const enter = restored.prepare(
    `insert or replace into room_people (room, person_id, is_owner, joined_at, let_in_by)
      values (@room, @person_id, @is_owner, @joined_at, @let_in_by)`,
  );
  for (const row of live.prepare('select * from room_people').iterate()) enter.run(row);
  restored.exec(
    `delete from room_people where person_id not in (select id from people where state <> 'removed')
      and room not in (select name from rooms where kind = 'direct')`,
  );
}

function listRooms(live: BetterSqlite3.Database) {
  return live
    .prepare<[], { name: string; in_repository: number; repository_since: string | null }>(
      'select name, in_repository, repository_since from rooms',
    )
    .all();
}
