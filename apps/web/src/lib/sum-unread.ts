interface Counted {
  readonly is_member: boolean;
  readonly unread: number;
  readonly hasNews: boolean;
}

/** What waits in all of one's rooms: how many messages, and whether there are some that were not counted. */
export function sumUnread(rooms: readonly Counted[]): { readonly unread: number; readonly hasNews: boolean } {
  const mine = rooms.filter(({ is_member }) => is_member);
  return {
    unread: mine.reduce((sum, { unread }) => sum + unread, 0),
    hasNews: mine.some(({ hasNews }) => hasNews),
  };
}
