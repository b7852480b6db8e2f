/** The part of the Storage interface that is used here. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface SafeStorage {
  read(key: string): string | null;
  write(key: string, value: string | null): void;
  keys(prefix: string): string[];
  /** Calls `listener` when another tab writes a key that begins so, or takes it away, until the signal aborts. */
  onChange(prefix: string, listener: StorageListener, signal?: AbortSignal): void;
}

export type StorageListener = (key: string, value: string | null) => void;

/**
 * Storage that may be full, forbidden (private windows, blocked cookies) or missing: the chat goes on
 * without it, and only forgets at a reload. `otherTabs` is where the browser tells what other tabs do
 * to it: the window.
 */
export function safeStorage(open: () => KeyValueStorage, otherTabs: EventTarget): SafeStorage {
  return {
    read: (key) => attempt(() => open().getItem(key), null),
    write: (key, value) =>
      attempt(() => (value === null ? open().removeItem(key) : open().setItem(key, value)), undefined),
    keys: (prefix) => attempt(() => allKeys(open()).filter((key) => key.startsWith(prefix)), []),
    onChange(prefix, listener, signal) {
      const pass = (event: Event) => {
        const { key, newValue } = event as StorageEvent;
        if (key?.startsWith(prefix)) listener(key, newValue);
      };
      otherTabs.addEventListener('storage', pass, signal === undefined ? {} : { signal });
    },
  };
}

function allKeys(storage: KeyValueStorage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
}

function attempt<Result>(action: () => Result, otherwise: Result): Result {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
