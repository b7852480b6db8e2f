import { type KeyValueStorage, type SafeStorage, safeStorage } from '../src/lib/storage.ts';

/** Storage that lives as long as the test. */
export function memoryStorage(content: Readonly<Record<string, string>> = {}): SafeStorage {
  return storageOfTabs(content)();
}

/** Opens one tab after another of a browser whose tabs share their storage, and hear of each other's writes. */
export function storageOfTabs(content: Readonly<Record<string, string>> = {}): () => SafeStorage {
  const map = new Map(Object.entries(content));
  const tabs = new Set<EventTarget>();
  return () => {
    const tab = new EventTarget();
    tabs.add(tab);
    const tell = (key: string, newValue: string | null) => {
      for (const other of tabs) {
        if (other !== tab) other.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
      }
    };
    return safeStorage(() => keyValueStorage(map, tell), tab);
  };
}

function keyValueStorage(
  map: Map<string, string>,
  tell: (key: string, value: string | null) => void,
): KeyValueStorage {
  return {
    get length() {
      return map.size;
    },
    getItem: (key) => map.get(key) ?? null,
    setItem(key, value) {
      map.set(key, value);
      tell(key, value);
    },
    removeItem(key) {
      if (map.delete(key)) tell(key, null);
    },
    key: (index) => [...map.keys()][index] ?? null,
  };
}
