import { button } from '../components/button.ts';
import { h } from '../lib/h.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { RoomsPart, RoomsPartOptions } from '../rooms/rooms-part.ts';

/** From here on the list stands beside the conversation; the style says the same. */
const WIDE = '(width >= 900px)';
const NOT_LOADED = 'The list of rooms could not be loaded. Check your connection.';

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
}

/** Where the list of rooms stands, if there is room for it. Its code comes after the conversation's. */
export function roomsAside(options: RoomsAsideOptions): RoomsAside {
  const { say, signal } = options;
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
    if (wide.matches) use((rooms) => rooms.stand());
    // Names and pictures of people come with it.
    else if (options.chat.viewer !== null) use(() => undefined);
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
      (rooms) => signal.aborted || act(rooms),
      () => {
        part = null;
        say(NOT_LOADED);
        dom.replaceChildren(h('p', {}, NOT_LOADED), button('Try again', settle, 'quiet'));
      },
    );
  }

  async function load(): Promise<RoomsPart> {
    const { roomsPart } = await import('../rooms/rooms-part.ts');
    return roomsPart({ ...options, place: dom });
  }
}
