/** Where an own message is: on its way, on the server, there for good (`kept`), in the archive, or nowhere but here. */
export type Receipt =
  | { readonly kind: 'sending' | 'saved' | 'kept' }
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
  | {
      readonly kind: 'failed';
      readonly reason: string;
      /** Whether it is of no use to try again. */
      readonly isHopeless?: boolean;
    };

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  readonly author: string;
  /** Of somebody of whom there is more to be seen; null of others. */
  readonly authorId: string | null;
  /** Whose account wrote it; null where none did, and missing as long as it is only here. */
  readonly account?: string | null;
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

/** Where it changes whether what is written goes into the repository. */
export interface TurnItem {
  readonly kind: 'turn';
  readonly key: string;
  readonly goesIn: boolean;
}

export type TimelineItem = MessageItem | DayItem | UnreadItem | TurnItem;
