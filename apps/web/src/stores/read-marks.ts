import type { SafeStorage } from '../lib/storage.ts';

const PREFIX = 'bookchat.read.';

/** The newest message that was read in a room, and when the server received it. */
export interface ReadMark {
  readonly id: string;
  readonly at: string;
}

/** How far this browser has read in each room. */
export interface ReadMarks {
  get(room: string): ReadMark | null;
  set(room: string, mark: ReadMark): void;
  /** Whether nothing was ever read here. */
  isEmpty(): boolean;
  /** Another tab has read on. */
  onChange(listener: (room: string) => void, signal?: AbortSignal): void;
}

/** Where `storage` is null, marks are kept only while the page lives: the server knows them. */
export function createReadMarks(storage: SafeStorage | null): ReadMarks {
  const marks = new Map<string, ReadMark>();
  for (const key of storage?.keys(PREFIX) ?? []) take(key, storage?.read(key) ?? null);
  return { get, set, isEmpty: () => marks.size === 0, onChange };

  function get(room: string): ReadMark | null {
    return marks.get(room) ?? null;
  }

  function set(room: string, mark: ReadMark): void {
    marks.set(room, mark);
    storage?.write(PREFIX + room, `${mark.id} ${mark.at}`);
  }

  function onChange(listener: (room: string) => void, signal?: AbortSignal): void {
    storage?.onChange(PREFIX, (key, value) => take(key, value) && listener(roomOf(key)), signal);
  }

  /** Nothing goes back: a tab that lags behind has read less, and another has not forgotten. */
  function take(key: string, value: string | null): boolean {
    const [id, at] = (value ?? '').split(' ');
    if (id === undefined || at === undefined || Number.isNaN(Date.parse(at))) return false;
    const known = get(roomOf(key));
    if (known !== null && known.at >= at) return false;
    marks.set(roomOf(key), { id, at });
    return true;
  }
}

function roomOf(key: string): string {
  return key.slice(PREFIX.length);
}
