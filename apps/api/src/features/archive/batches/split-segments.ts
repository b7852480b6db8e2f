import { segmentFolder, segmentPath } from '../events/archive-paths.ts';
import { hashObject } from '../git/hash-object.ts';

/** An event that is ready to be written. */
export interface ReadyEvent {
  readonly position: number;
  readonly messageId: string;
  readonly room: string;
  readonly day: string;
  readonly line: string;
}

export interface NewFile {
  readonly path: string;
  readonly kind: 'segment' | 'page' | 'manifest' | 'readme';
  readonly room: string | null;
  readonly day: string | null;
  readonly content: Buffer;
  readonly blobHash: string;
  /** Of the events that it holds. */
  readonly positions: readonly number[];
}

/** What GitHub advises for one object: https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits */
const MAX_SEGMENT_BYTES = 1_000_000;

/** GitHub's limit is 3,000, and somebody may put something beside them. */
const MAX_FOLDER_FILES = 2_900;

/** What is in the archive already. */
export interface Shelved {
  has(path: string): boolean;
  /** How many files a folder holds. */
  countIn(folder: string): number;
}

/** Files the events by room and day, in their order, and begins another file or folder where one grows too large. */
export function splitSegments(events: readonly ReadyEvent[], shelved: Shelved): NewFile[] {
  const open = new Map<string, ReadyEvent[]>();
  const sizes = new Map<string, number>();
  const full: ReadyEvent[][] = [];
  for (const event of events) {
    const key = `${event.room} ${event.day}`;
    const bytes = Buffer.byteLength(event.line) + 1;
    const size = sizes.get(key) ?? 0;
    const segment = open.get(key);
    if (segment === undefined || size + bytes > MAX_SEGMENT_BYTES) {
      const next = [event];
      open.set(key, next);
      full.push(next);
      sizes.set(key, bytes);
    } else {
      segment.push(event);
      sizes.set(key, size + bytes);
    }
  }
  const named = new Set<string>();
  return full.map((segment) => {
    const folder = findFolder(segment, (one) => shelved.countIn(one) + countIn(named, one));
    const path = findPath(folder, segment, (one) => named.has(one) || shelved.has(one));
    named.add(path);
    return toFile(path, segment);
  });
}

function countIn(paths: Iterable<string>, folder: string): number {
  return [...paths].filter((path) => path.startsWith(`${folder}/`)).length;
}

/** With commits every five seconds a day has more segments than a folder may hold. */
function findFolder(segment: readonly ReadyEvent[], count: (folder: string) => number): string {
  const { room, day } = segment[0] as ReadyEvent;
  for (let number = 1; ; number += 1) {
    const folder = segmentFolder(room, day, number);
    if (count(folder) < MAX_FOLDER_FILES) return folder;
  }
}

/** An event about a message that begins another segment of the day already gets a number after the name. */
function findPath(
  folder: string,
  segment: readonly ReadyEvent[],
  isTaken: (path: string) => boolean,
): string {
  const { messageId } = segment[0] as ReadyEvent;
  for (let copy = 1; ; copy += 1) {
    const path = segmentPath(folder, messageId, copy);
    if (!isTaken(path)) return path;
  }
}

function toFile(path: string, segment: readonly ReadyEvent[]): NewFile {
  const { room, day } = segment[0] as ReadyEvent;
  const content = toContent(segment.map(({ line }) => line));
  return {
    path,
    kind: 'segment',
    room,
    day,
    content,
    blobHash: hashObject('blob', content),
    positions: segment.map(({ position }) => position),
  };
}

/** A segment: one event a line. */
export function toContent(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\n')}\n`);
}
