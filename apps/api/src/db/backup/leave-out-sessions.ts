import BetterSqlite3 from 'better-sqlite3';

/**
 * Takes out of a copy who is signed in: whoever gets hold of a backup, or restores one, is not to find the sessions of
 * that time alive. Older versions know of none.
 */
export function leaveOutSessions(copy: string): void {
  const connection = new BetterSqlite3(copy, { fileMustExist: true });
  try {
    connection.pragma('trusted_schema = OFF');
    // Of no use half made, and brought onto the disk by whoever made it.
    connection.pragma('journal_mode = MEMORY');
    connection.pragma('synchronous = OFF');
    connection.pragma('secure_delete = ON');
    const exists = connection.prepare("select 1 from sqlite_master where name = 'sessions'").get();
    if (exists !== undefined) connection.exec('delete from sessions');
  } finally {
    connection.close();
  }
}
