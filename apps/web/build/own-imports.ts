import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** The module that Vite wraps around each `import()`. */
const HELPER = /^\0vite\/preload-helper\.js$/;
const OURS = fileURLToPath(new URL('../src/lib/load-part.ts', import.meta.url));

/**
 * Has our `loadPart` stand around each `import()`. Vite's helper loads the style and the imports of the part that is
 * asked for; our parts bring their style along and import from nowhere but the page, and the helper is half a
 * kilobyte of it.
 */
export function ownImports(): Plugin {
  return {
    name: 'bookchat:own-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: HELPER },
      handler: () => `export { loadPart as __vitePreload } from ${JSON.stringify(OURS)};`,
    },
  };
}
