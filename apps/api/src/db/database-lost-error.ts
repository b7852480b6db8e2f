/** The database could neither be replaced nor be opened again: nothing can be read or written until the next start. */
export class DatabaseLostError extends AggregateError {
  override readonly name = 'DatabaseLostError';
}
