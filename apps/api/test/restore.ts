import { type Backup, listMessages, type Message, makeBackup, restoreBackup } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { call } from './call.ts';
import { TEST_ADMIN_TOKEN } from './start-test-server.ts';

type Server = { readonly url: string };

export const asAdmin = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

export async function backUp(server: Server): Promise<Backup> {
  return (await call(server, makeBackup, { headers: asAdmin })).body;
}

export async function restore(server: Server, { id }: Pick<Backup, 'id'>) {
  return (await call(server, restoreBackup, { params: { id }, headers: asAdmin })).body;
}

/** The whole history, oldest first. */
export async function readHistory(server: Server): Promise<Message[]> {
  const read: Message[] = [];
  for (let more = true; more; ) {
    const before = read[0]?.id;
    const query = before === undefined ? { limit: 200 } : { before, limit: 200 };
    const { body } = await call(server, listMessages, { query });
    read.unshift(...body.messages);
    more = body.has_more;
  }
  return read;
}

/** Runs SQL in a database file that may be open, and gives the first column of what comes of it. */
export function query(file: string, sql: string): unknown[] {
  const database = new BetterSqlite3(file);
  try {
    const statement = database.prepare(sql);
    return statement.reader ? statement.pluck().all() : [statement.run().changes];
  } finally {
    database.close();
  }
}
