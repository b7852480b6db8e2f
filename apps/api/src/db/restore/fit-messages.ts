import type BetterSqlite3 from 'better-sqlite3';

/** Messages written without an account are those of whoever was given the name, and of nobody else. */
const GIVE = `
  update messages set
    author_id = (select person_id from claimed_names where assigned = 1 and name = messages.author),
    claimed = exists (select 1 from claimed_names where assigned = 1 and name = messages.author)
  where (author_id is null or claimed = 1)
    and author_id is not (select person_id from claimed_names where assigned = 1 and name = messages.author)`;

/** What people and their bots have written is hidden where theirs is, and nothing else. */
const HIDE = `
  update messages set hidden = 1 - hidden
  where author_id is not null
    and hidden <> coalesce((
      select messages_hidden from people
      where id = coalesce((select owner_id from api_keys where api_keys.id = messages.author_id), messages.author_id)
    ), 0)`;

const HAS_CLAIMS = `
  select 1 from claimed_names where assigned = 1 union all
  select * from (select 1 from messages where author_id is not null and claimed = 1 limit 1) limit 1`;

/** Has the messages of a backup fit what is known of people today: who is hidden, and whose a name was. */
export function fitMessages(database: BetterSqlite3.Database): void {
  if (database.prepare(HAS_CLAIMS).get() !== undefined) database.exec(GIVE);
  database.exec(HIDE);
  database.exec("delete from server_state where key >= 'align.' and key < 'align/'");
}
