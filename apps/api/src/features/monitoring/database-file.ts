import { type Stats, statSync } from 'node:fs';

export interface DatabaseFile {
  readonly bytes: number;
  /** Of the write-ahead log beside it. */
  readonly walBytes: number;
  /** Whether the file at its path is the one that the server has open. */
  readonly state: 'there' | 'missing' | 'replaced' | 'unreadable';
}

export interface DatabaseFileWatch {
  look(): DatabaseFile;
  /** The server itself has put another file there. */
  takeNew(): void;
}

const IN_MEMORY: DatabaseFile = { bytes: 0, walBytes: 0, state: 'there' };

/** Looks at the file from outside, as whoever deletes, moves or overwrites it under the server does. */
export function watchDatabaseFile(path: string): DatabaseFileWatch {
  if (path === ':memory:') return { look: () => IN_MEMORY, takeNew: () => undefined };
  let known = find(path);
  return {
    look() {
      const found = find(path);
      const walBytes = sizeOf(find(`${path}-wal`));
      if (typeof found === 'string') return { bytes: 0, walBytes, state: found };
      return { bytes: found.size, walBytes, state: isSame(found, known) ? 'there' : 'replaced' };
    },
    takeNew() {
      known = find(path);
    },
  };
}

function find(path: string): Stats | 'missing' | 'unreadable' {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? 'missing';
  } catch {
    return 'unreadable'; // no right to its folder, a loop of links, a disk that fails
  }
}

function sizeOf(found: Stats | string): number {
  return typeof found === 'string' ? 0 : found.size;
}

function isSame(found: Stats, known: Stats | string): boolean {
  return typeof known !== 'string' && found.ino === known.ino && found.dev === known.dev;
}
