import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';
import { THEMES, type Theme } from '../lib/themes.ts';

/** `public/theme.js` reads the same key before the first paint. */
const KEY = 'bookchat.theme';

export interface ThemeStore extends ReadableStore<Theme> {
  choose(theme: Theme): void;
}

export function createTheme(storage: SafeStorage): ThemeStore {
  const store = createStore(toTheme(storage.read(KEY)));
  storage.onChange(KEY, (_, value) => store.set(toTheme(value)));
  return {
    get: store.get,
    subscribe: store.subscribe,
    choose(theme) {
      storage.write(KEY, theme === 'system' ? null : theme);
      store.set(theme);
    },
  };
}

function toTheme(stored: string | null): Theme {
  return THEMES.find((theme) => theme === stored) ?? 'system';
}
