import type { ChangeToArchive } from './to-line.ts';

/** The day in UTC under which an event is filed: that of what happened. */
export function eventDay({ type, created_at, edited_at }: ChangeToArchive): string {
  return ((type === 'message.edited' ? edited_at : null) ?? created_at ?? '1970-01-01').slice(0, 10);
}
