import { titleOfRoom } from '../lib/title-of-room.ts';
import type { Chat } from '../stores/chat.ts';

/** Has a screen reader say when somebody lets the reader into a room; in the list it stands until they look at it. */
export function welcomeIn(
  { rooms, people, viewer }: Pick<Chat, 'rooms' | 'people' | 'viewer'>,
  say: (words: string) => void,
  signal: AbortSignal,
): void {
  let known = names();
  rooms.subscribe(look, signal);

  function look(): void {
    const before = known;
    known = names();
    // What was there when the page opened is no news of this moment.
    if (before === null || known === null) return;
    for (const room of rooms.get().rooms) {
      if (before.has(room.name) || !room.isNew) continue;
      const by = people.get().find(({ id }) => id === room.let_in?.by)?.name ?? 'Somebody';
      say(`${by} let you into ${titleOfRoom(room, people.get(), viewer?.id ?? null)}.`);
    }
  }

  function names(): ReadonlySet<string> | null {
    const { status, rooms: all } = rooms.get();
    return status === 'ready' ? new Set(all.filter(({ isNew }) => isNew).map(({ name }) => name)) : null;
  }
}
