/** A file cannot be used as a backup; the message says why, as a clause: "page 7 is broken". */
export class UnusableError extends Error {
  override readonly name = 'UnusableError';
}
