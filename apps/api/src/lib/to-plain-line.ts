/** Control characters, line and paragraph separators, and what turns the direction of text around. */
const UNPLAIN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** Text as one line of at most `maxLength` UTF-16 units, which no reader and no terminal takes for more than text. */
export function toPlainLine(text: string, maxLength: number): string {
  const line = text.replaceAll(UNPLAIN, ' ').trim();
  return (line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`).toWellFormed();
}
