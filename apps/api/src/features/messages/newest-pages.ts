import type { ChangeLog } from '../changes/index.ts';

const MAX_PAGES = 64;

/** Keeps the newest pages ready, as nearly everyone who opens the chat asks for one, until anything changes. */
export function createNewestPages(log: ChangeLog) {
  const pages = new Map<string, Buffer>();
  let position = -1;

  return {
    getOrMake(key: string, make: () => Buffer): Buffer {
      if (position !== log.newest.position || pages.size >= MAX_PAGES) {
        pages.clear();
        position = log.newest.position;
      }
      const kept = pages.get(key);
      if (kept !== undefined) return kept;
      const page = make();
      pages.set(key, page);
      return page;
    },
  };
}
