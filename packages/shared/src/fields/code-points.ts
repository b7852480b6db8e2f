/** How many Unicode code points `text` holds: an emoji outside the basic plane counts once. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Whether `text` has no more than `most` code points; most texts are short enough not to be counted. */
export function holdsAtMost(text: string, most: number): boolean {
  return text.length <= most || countCodePoints(text) <= most;
}
