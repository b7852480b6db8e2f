import type { PageItem } from './to-items.ts';

/** Of the messages of one page: of a Markdown file GitHub shows 512,000 bytes, and leaves out the rest without a word. */
const MAX_PART_BYTES = 400_000;

/** Divides a day among pages, each of them short enough and none within a message. */
export function splitParts(items: Iterable<PageItem>): PageItem[][] {
  const parts: PageItem[][] = [];
  let part: PageItem[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(item.head) + Buffer.byteLength(item.body);
    if (parts.length === 0 || bytes + size > MAX_PART_BYTES) {
      part = [];
      parts.push(part);
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  return parts;
}
