import { roomNameSchema } from '@bookchat/shared';

export const MANIFEST_PATH = 'manifest.json';
export const README_PATH = 'README.md';

const SEGMENT =
  /^rooms\/([^/]+)\/(\d{4})\/(\d{2})\/(\d{2})(?:-(?:[2-9]|[1-9]\d{1,3}))?\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?:-(?:[2-9]|[1-9]\d{1,3}))?\.jsonl$/;

/** Where the segments of a day are; a busy one has several folders. @param day in UTC, for example `2026-11-20`. */
export function segmentFolder(room: string, day: string, number = 1): string {
  return `rooms/${room}/${day.replaceAll('-', '/')}${toSuffix(number)}`;
}

/** Where the events begin that are stored together. */
export function segmentPath(folder: string, firstId: string, copy = 1): string {
  return `${folder}/${firstId}${toSuffix(copy)}.jsonl`;
}

/** Where a day stands as a page to read; a long one has several. */
export function pagePath(room: string, day: string, part = 1): string {
  return `book/${room}/${day.replaceAll('-', '/')}${toSuffix(part)}.md`;
}

function toSuffix(number: number): string {
  return number === 1 ? '' : `-${number}`;
}

/** The room and the day of a segment; null where the path is none. */
export function parseSegmentPath(path: string): { readonly room: string; readonly day: string } | null {
  const [, room, year, month, date] = SEGMENT.exec(path) ?? [];
  const day = `${year}-${month}-${date}`;
  if (room === undefined || !roomNameSchema.safeParse(room).success || Number.isNaN(Date.parse(day)))
    return null;
  return { room, day };
}
