import type { Config } from '../../config.ts';

/** For how many days the messages of a room stay; null for good. */
export function daysOf(
  room: string,
  { days, rooms }: Pick<Config['retention'], 'days' | 'rooms'>,
): number | null {
  const own = rooms.get(room);
  return own === undefined ? days : own;
}

/** Whether any message leaves at all. */
export function removesMessages({ days, rooms }: Pick<Config['retention'], 'days' | 'rooms'>): boolean {
  return days !== null || [...rooms.values()].some((own) => own !== null);
}
