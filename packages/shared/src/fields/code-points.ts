/** How many Unicode code points `text` holds: an emoji outside the basic plane counts once. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
