import { type Stats, statSync } from 'node:fs';

export interface DatabaseFile {
  readonly bytes: number;
  /** Of the write-ahead log beside it. */
  readonly walBytes: number;
  /** Whether the file at its path is the one that the server has open. */
  readonly state: 'there' | 'missing' | 'replaced';
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
      const walBytes = find(`${path}-wal`)?.size ?? 0;
      if (found === undefined) return { bytes: 0, walBytes, state: 'missing' };
      return { bytes: found.size, walBytes, state: isSame(found, known) ? 'there' : 'replaced' };
    },
    takeNew() {
      known = find(path);
    },
  };
}

function find(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function isSame(found: Stats, known: Stats | undefined): boolean {
  return found.ino === known?.ino && found.dev === known.dev;
}
