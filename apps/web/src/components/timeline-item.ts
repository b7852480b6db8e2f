/** Where an own message is: on its way, on the server, in the archive, or nowhere but here. */
export type Receipt =
  | { readonly kind: 'sending' | 'saved' }
  | {
      readonly kind: 'archived';
      readonly hash: string;
      /** In which kind of archive; null while that is not known. */
      readonly place: 'local' | 'github' | null;
      /** Where a browser finds the commit; null where it cannot. */
      readonly address: string | null;
      /** Whether the commit was compared with what it should hold. */
      readonly checked: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  readonly author: string;
  readonly content: string;
  readonly at: string;
  readonly edited: boolean;
  readonly own: boolean;
  /** Whether the author and time stand above it: the one before is by another, or long ago. */
  readonly leads: boolean;
  /** Whether it came live, just now. */
  readonly fresh: boolean;
  /** Null on messages of others. */
  readonly receipt: Receipt | null;
}

export interface DayItem {
  readonly kind: 'day';
  readonly key: string;
  readonly at: string;
}

/** Where what is new to the reader begins. */
export interface UnreadItem {
  readonly kind: 'unread';
  readonly key: string;
}

export type TimelineItem = MessageItem | DayItem | UnreadItem;
