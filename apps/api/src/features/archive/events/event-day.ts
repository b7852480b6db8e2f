import type { ChangeToArchive } from './to-line.ts';

const UNKNOWN_DAY = '1970-01-01';

/** The day in UTC under which an event is filed: that of what happened. */
export function eventDay({ type, created_at, edited_at }: ChangeToArchive): string {
  return ((type === 'message.edited' ? edited_at : null) ?? created_at ?? UNKNOWN_DAY).slice(0, 10);
}

/** The room and the day of an event that is kept as it was written; each has a time of some name. */
export function placeOfLine(line: string): { readonly room: string; readonly day: string } {
  const { room, ...event } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const at = ['changed_at', 'edited_at', 'deleted_at', 'created_at'].map((key) => event[key]);
  const time = at.find((value): value is string => typeof value === 'string');
  return { room: String(room), day: (time ?? UNKNOWN_DAY).slice(0, 10) };
}
