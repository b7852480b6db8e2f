import type { listPeople } from '@bookchat/shared';
import type { Call } from '../admin/call.ts';
import { wearPictures } from '../components/avatar.ts';
import type { Chat } from '../stores/chat.ts';

/** Where many come and go, each of them is no reason to ask at once for what they say of themselves. */
const ASK_AGAIN_MS = 60_000;

/**
 * Knows everyone by name and picture: asks for the list at the start, when a room or a poll names somebody unknown, and
 * when others came or went and some time has passed.
 * @returns what asks again.
 */
export function followPeople(
  { viewer, rooms, people, sync }: Pick<Chat, 'viewer' | 'rooms' | 'people' | 'sync'>,
  call: Call,
  signal: AbortSignal,
): () => void {
  if (viewer === null) return () => undefined;
  let asking: Promise<void> | null = null;
  let askedAt = 0;
  let { present } = sync.get();
  /** Whoever is not in the list has been removed; to ask for them again and again would bring nothing. */
  const asked = new Set<string>();
  people.subscribe(wearPictures, signal);
  rooms.subscribe(look, signal);
  sync.subscribe(notice, signal);
  signal.addEventListener('abort', () => wearPictures([]));
  ask();
  return ask;

  function notice(): void {
    const before = present;
    present = sync.get().present;
    if (present === before) return;
    if (performance.now() - askedAt >= ASK_AGAIN_MS) ask();
    else look();
  }

  function look(): void {
    const known = new Set(people.get().map(({ id }) => id));
    const ids = [...present, ...rooms.get().rooms.flatMap((room) => room.people ?? [])];
    const unknown = ids.filter((id) => !known.has(id) && !asked.has(id));
    if (unknown.length === 0 || asking !== null) return;
    for (const id of unknown) asked.add(id);
    ask();
  }

  function ask(): void {
    asking ??= load().finally(() => {
      asking = null;
    });
  }

  async function load(): Promise<void> {
    askedAt = performance.now();
    try {
      people.set((await call<typeof listPeople>('GET', '/api/people', { signal })).people);
    } catch {
      // Without it, direct rooms go by a general name until the next change asks again.
      asked.clear();
    }
  }
}
