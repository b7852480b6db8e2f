import type { LinksTable } from '../../db/schema/people.ts';

/** Into which rooms an invite brings people, by their names. */
export function roomsOf({ rooms }: Pick<LinksTable, 'rooms'>): string[] {
  return rooms === '' ? [] : rooms.split(',');
}
