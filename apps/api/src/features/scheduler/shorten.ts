const MAX_LENGTH = 500;

/** At most 500 characters, of which none is half. */
export function shorten(text: string): string {
  return (text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`).toWellFormed();
}
