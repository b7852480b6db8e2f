/**
 * The change log: append-only, one row for everything that happened, numbered without gaps in commit
 * order. No foreign key: the log outlives the messages that it speaks of.
 */
export interface ChangesTable {
  position: number;
  type: 'message.created' | 'message.edited' | 'message.archived';
  message_id: string;
}
