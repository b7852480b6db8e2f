import type { Room } from '@bookchat/shared';
import { archiveRibbon } from '../components/archive-ribbon.ts';
import type { ArchiveSheet } from '../components/archive-sheet.ts';
import type { describeArchive } from '../components/describe-archive.ts';
import type { ArchiveInRoom, RoomInArchive } from '../components/mark-of-archive.ts';
import { persistently } from '../lib/persistently.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { Rooms } from '../stores/rooms.ts';
import type { SyncState } from '../stores/sync.ts';

const NOT_LOADED =
  'The details could not be loaded. Check your connection and try again, or reload the page.';

export interface ArchiveOptions {
  readonly sync: ReadableStore<SyncState>;
  readonly rooms: Pick<Rooms, 'get' | 'subscribe' | 'find'>;
  /** Which room is open. */
  readonly shown: ReadableStore<string>;
  clock(): Date;
  /** Has a screen reader say something. */
  say(words: string): void;
  readonly signal: AbortSignal;
}

/** The archive's ribbon, and the sheet with its details, whose code comes when it is asked for. */
export function archiveView({ sync, rooms, shown, clock, say, signal }: ArchiveOptions): Element {
  /** Its words come after what there is to see. */
  let inWords: typeof describeArchive = () => 'The archive';
  const ribbon = archiveRibbon({ clock, describe: (state, at) => inWords(state, at), prepare, open, signal });
  let sheet: ArchiveSheet | null = null;
  for (const store of [sync, rooms, shown]) store.subscribe(show, signal);
  show();
  void persistently(() => import('../components/describe-archive.ts'), signal).then((part) => {
    inWords = part.describeArchive;
    show();
  });
  return ribbon.dom;

  function show(): void {
    const state = look();
    ribbon.update(state);
    if (state !== null) sheet?.update(state);
  }

  /** Null until it is known what goes into the archive. */
  function look(): ArchiveInRoom | null {
    const { archive } = sync.get();
    if (archive === null || rooms.get().status === 'loading') return null;
    return { archive, room: partOf(rooms.find(shown.get())) };
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

function partOf(room: Room | undefined): RoomInArchive {
  if (room === undefined || room.kind === 'open') return 'all';
  return room.in_repository ? 'goes-in' : 'stays-out';
}

function loadSheet() {
  return import('../components/archive-sheet.ts');
}
