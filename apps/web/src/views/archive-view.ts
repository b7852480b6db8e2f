import { archiveRibbon } from '../components/archive-ribbon.ts';
import type { ArchiveSheet } from '../components/archive-sheet.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { SyncState } from '../stores/sync.ts';

const NOT_LOADED =
  'The details could not be loaded. Check your connection and try again, or reload the page.';

export interface ArchiveOptions {
  readonly sync: ReadableStore<SyncState>;
  clock(): Date;
  /** Has a screen reader say something. */
  say(words: string): void;
  readonly signal: AbortSignal;
}

/** The archive's ribbon, and the sheet with its details, whose code comes when it is asked for. */
export function archiveView({ sync, clock, say, signal }: ArchiveOptions): Element {
  const ribbon = archiveRibbon({ clock, prepare, open, signal });
  let sheet: ArchiveSheet | null = null;
  sync.subscribe(show, signal);
  show();
  return ribbon.dom;

  function show(): void {
    const { archive } = sync.get();
    ribbon.update(archive);
    if (archive !== null) sheet?.update(archive);
  }

  function prepare(): void {
    // Whoever presses it is told.
    loadSheet().catch(() => undefined);
  }

  async function open(): Promise<void> {
    try {
      const { archiveSheet } = await loadSheet();
      if (signal.aborted) return;
      sheet ??= archiveSheet({ clock, opener: ribbon.dom, signal });
      show();
      sheet.open();
    } catch {
      ribbon.complain(NOT_LOADED);
      say(NOT_LOADED);
    }
  }
}

function loadSheet() {
  return import('../components/archive-sheet.ts');
}
