import type { SafeStorage } from '../../lib/storage.ts';
import { drawerLabel } from '../../stores/access.ts';

/** A person's own part of the browser's storage: what one writes is not found by the next who signs in here. */
export function drawerOf(storage: SafeStorage, personId: string): SafeStorage {
  const label = drawerLabel(personId);
  const unlabelled = (key: string) => key.slice(label.length);
  return {
    read: (key) => storage.read(label + key),
    write: (key, value) => storage.write(label + key, value),
    keys: (prefix) => storage.keys(label + prefix).map(unlabelled),
    onChange: (prefix, listener, signal) =>
      storage.onChange(label + prefix, (key, value) => listener(unlabelled(key), value), signal),
  };
}
