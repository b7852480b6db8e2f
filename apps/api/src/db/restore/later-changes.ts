import type BetterSqlite3 from 'better-sqlite3';

export interface LaterChanges {
  /** Those of the messages, or changes, that nothing has happened to since. */
  leaveOut(ids: readonly string[]): string[];
}

const PAGE = 10_000;

/**
 * Knows which messages have changed in the live database after a position, as far as its log goes at each question:
 * whatever was read before that, the change that made it so is seen. Kept in a table of the scratch database, as there
 * may be as many as there are messages.
 */
export function createLaterChanges(
  scratch: BetterSqlite3.Database,
  live: BetterSqlite3.Database,
  after: number,
): LaterChanges {
  scratch.exec('create temp table later (message_id text primary key) without rowid');
  const insert = scratch.prepare('insert or ignore into later values (?)');
  const find = scratch.prepare('select 1 from later where message_id = ?');
  const read = live.prepare<[number], { position: number; message_id: string }>(
    `select position, message_id from changes where position > ? order by position limit ${PAGE}`,
  );
  let known = after;

  return {
    leaveOut(ids) {
      catchUp();
      return ids.filter((id) => find.get(id) === undefined);
    },
  };

  function catchUp(): void {
    for (let page = read.all(known); page.length > 0; page = read.all(known)) {
      scratch.transaction(() => {
        for (const { message_id } of page) insert.run(message_id);
      })();
      known = page.at(-1)?.position ?? known;
    }
  }
}
