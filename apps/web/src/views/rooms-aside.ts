import { h } from '../lib/h.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { RoomsPart, RoomsPartOptions } from '../rooms/rooms-part.ts';

/** From here on the list stands beside the conversation; the style says the same. */
const WIDE = '(width >= 900px)';
const NOT_LOADED = 'The rooms could not be loaded. Check your connection.';

export interface RoomsAside {
  readonly dom: HTMLElement;
  openRooms(): void;
  openDetails(): void;
  /** Null where nobody has an account. */
  readonly openPeople: (() => void) | null;
  join(room: string): void;
  /** Shows who somebody is. */
  meet(id: string): void;
}

export interface RoomsAsideOptions extends Omit<RoomsPartOptions, 'place'> {
  readonly shown: ReadableStore<string>;
  /** Tells everybody that something could not be loaded, with a way to try again. */
  complain(words: string, tryAgain: () => void): void;
}

/** Where the list of rooms stands, if there is room for it. Its code comes after the conversation's. */
export function roomsAside(options: RoomsAsideOptions): RoomsAside {
  const { say, complain, signal } = options;
  const dom = h('div', { class: 'rooms-aside' });
  const wide = matchMedia(WIDE);
  let part: Promise<RoomsPart> | null = null;
  wide.addEventListener('change', settle, { signal });
  document.addEventListener('keydown', keydown, { signal });
  settle();
  return {
    dom,
    openRooms: () => use((rooms) => rooms.openList()),
    openDetails: () => use((rooms) => rooms.openDetails()),
    openPeople: options.chat.viewer === null ? null : () => use((rooms) => rooms.openPeople()),
    join: (room) => use((rooms) => rooms.join(room)),
    meet: (id) => use((rooms) => rooms.meet(id)),
  };

  function settle(): void {
    // Names and pictures of people come with it.
    if (wide.matches || options.chat.viewer !== null) use(() => undefined);
  }

  function keydown(event: KeyboardEvent): void {
    if (
      event.key.toLowerCase() !== 'k' ||
      !(event.ctrlKey || event.metaKey) ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    use((rooms) => rooms.openSwitcher());
  }

  function use(act: (rooms: RoomsPart) => void): void {
    part ??= load();
    part.then(
      (rooms) => {
        if (signal.aborted) return;
        if (wide.matches && !dom.hasChildNodes()) rooms.stand();
        act(rooms);
      },
      () => fail(act),
    );
  }

  function fail(act: (rooms: RoomsPart) => void): void {
    part = null;
    say(NOT_LOADED);
    complain(NOT_LOADED, () => use(act));
  }

  async function load(): Promise<RoomsPart> {
    const { roomsPart } = await import('../rooms/rooms-part.ts');
    return roomsPart({ ...options, place: dom });
  }
}
