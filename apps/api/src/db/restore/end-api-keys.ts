import BetterSqlite3 from 'better-sqlite3';

/**
 * Revokes every API key in a database file, and with them every link and every session: of a backup that nothing tells
 * what was revoked after it was made.
 * @returns how many keys.
 */
export function endApiKeys(file: string, at: Date): number {
  const database = new BetterSqlite3(file, { fileMustExist: true });
  try {
    database.pragma('synchronous = FULL');
    const revoke = database.prepare('update api_keys set revoked_at = ? where revoked_at is null');
    database.exec('delete from sessions');
    database.prepare('update links set revoked_at = ? where revoked_at is null').run(at.toISOString());
    return revoke.run(at.toISOString()).changes;
  } finally {
    database.close();
  }
}
