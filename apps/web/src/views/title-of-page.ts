import { formatCount } from '../lib/format-count.ts';

/** What stands on the tab: "(3) General · BookChat", or with a dot where what is new was not counted. */
export function titleOfPage(
  room: string,
  { unread, hasNews }: { readonly unread: number; readonly hasNews: boolean },
): string {
  const mark = unread > 0 ? `(${formatCount(unread)}) ` : hasNews ? '• ' : '';
  return `${mark}${room} · BookChat`;
}
