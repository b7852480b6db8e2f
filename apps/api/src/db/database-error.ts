/** The database cannot be opened as it is; the message says why and what to do, for a person at a terminal. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
