/** The database cannot be opened as it is; the message says why and what to do, for a person at a terminal. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/** It is damaged, or gone: only another in its place helps, such as a backup. */
export class UnreadableDatabaseError extends DatabaseError {}
