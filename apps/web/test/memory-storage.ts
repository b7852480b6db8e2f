import { type KeyValueStorage, type SafeStorage, safeStorage } from '../src/lib/storage.ts';

/** Storage that lives as long as the test. */
export function memoryStorage(content: Readonly<Record<string, string>> = {}): SafeStorage {
  const map = new Map(Object.entries(content));
  const storage: KeyValueStorage = {
    get length() {
      return map.size;
    },
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
    key: (index) => [...map.keys()][index] ?? null,
  };
  return safeStorage(() => storage);
}
