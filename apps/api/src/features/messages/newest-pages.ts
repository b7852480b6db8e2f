import type { ChangeLog, Newest } from '../changes/index.ts';
import type { MessageFigures } from './message-figures.ts';

const MAX_PAGES = 64;

/** Keeps the newest pages ready, as nearly everyone who opens the chat asks for one, until anything changes. */
export function createNewestPages(log: ChangeLog, figures: MessageFigures) {
  const pages = new Map<string, Buffer>();
  let madeAt: Newest | null = null;

  return {
    getOrMake(key: string, make: () => Buffer): Buffer {
      // Another object for each change, and after a restore, which may end at the same position.
      if (madeAt !== log.newest || pages.size >= MAX_PAGES) {
        pages.clear();
        madeAt = log.newest;
      }
      const kept = pages.get(key);
      if (kept !== undefined) {
        figures.pageHits += 1;
        return kept;
      }
      figures.pageMisses += 1;
      const page = make();
      pages.set(key, page);
      return page;
    },
  };
}
