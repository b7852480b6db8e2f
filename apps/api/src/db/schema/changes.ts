/**
 * The change log: one row for everything that happened, numbered without gaps in commit order, and never changed. What
 * retention removes takes its rows along, but never the newest, from which the next number comes. No foreign key: the log
 * outlives the messages that it speaks of.
 */
export interface ChangesTable {
  position: number;
  /** `archive.event`: one of `kept_events`; all but `message.archived` are what the archive holds. */
  type: 'message.created' | 'message.edited' | 'message.deleted' | 'message.archived' | 'archive.event';
  message_id: string;
}
