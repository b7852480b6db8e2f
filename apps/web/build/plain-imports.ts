import type { Plugin } from 'vite';

/** The module that Vite wraps around each `import()`. */
const HELPER = /^\0vite\/preload-helper\.js$/;

/**
 * Leaves an `import()` what it is. Vite's helper loads the style and the imports of the part that is asked for; our
 * parts bring their style along and import from nowhere but the page, and the helper is half a kilobyte of it.
 */
export function plainImports(): Plugin {
  return {
    name: 'bookchat:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: HELPER },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}
