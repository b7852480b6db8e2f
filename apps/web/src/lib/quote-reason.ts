/** Behind a sentence: why, in the words of whoever did it; nothing where they gave none. */
export function quoteReason(reason: string | null | undefined): string {
  return reason ? ` The reason: “${reason.replace(/\.+$/, '')}”.` : '';
}
