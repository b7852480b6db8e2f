import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Retention } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';

const YEARLY = /^\d{4}\.db$/;

/** The databases of what no archive holds. @param dir may be missing. */
export async function listYearly(dir: string): Promise<Retention['yearly']> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => YEARLY.test(name)).toSorted();
  return Promise.all(
    names.map(async (file) => ({
      file,
      bytes: (await stat(join(dir, file))).size,
      messages: countMessages(join(dir, file)),
    })),
  );
}

/** They are small: what is in them is what an archive has refused, message by message. */
function countMessages(path: string): number {
  try {
    const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
    try {
      return database.prepare<[], number>('select count(*) from messages').pluck().get() ?? 0;
    } finally {
      database.close();
    }
  } catch {
    return 0; // damaged, or a copy that somebody has put there: its size says that it is there
  }
}
