import type { Room } from '@bookchat/shared';
import type { Chat } from '../stores/chat.ts';

/** Who has the page open, the reader among them, as far as they can see the room; null until names are known. */
export function namesPresent(
  { people, sync, viewer }: Pick<Chat, 'people' | 'sync' | 'viewer'>,
  room: Pick<Room, 'people'> | undefined,
): readonly string[] | null {
  const here = new Set([viewer?.id, ...sync.get().present]);
  const all = people.get();
  if (all.length === 0) return null;
  return all.flatMap(({ id, name }) => (here.has(id) && (room?.people?.includes(id) ?? true) ? [name] : []));
}
