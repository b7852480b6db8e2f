/** What happened to a room: `room.changed` names it, `room.left` it and, after a space, the person who is no more in it. */
export const OF_ROOMS = ['room.changed', 'room.left'] as const;

/**
 * What is in the log so that pollers hear of it, and in no archive: a receipt, what was hidden or is shown again, whose
 * a message is, what was written in a room that is not archived, and what happened to rooms.
 */
export const TOLD_ONLY = [
  'message.archived',
  'message.hidden',
  'message.shown',
  'message.assigned',
  'message.kept',
  ...OF_ROOMS,
] as const;
export type ToldOnly = (typeof TOLD_ONLY)[number];

/** For statements that are written by hand. */
export const TOLD_ONLY_SQL = listed(TOLD_ONLY);
/** As the index `changes_of_rooms` says it. */
export const OF_ROOMS_SQL = listed(OF_ROOMS);

/**
 * The change log: one row for everything that happened, numbered without gaps in commit order, and never changed. What
 * retention removes takes its rows along, but never the newest, from which the next number comes. No foreign key: the log
 * outlives the messages that it speaks of.
 */
export interface ChangesTable {
  position: number;
  /** `archive.event`: one of `kept_events`. */
  type: 'message.created' | 'message.edited' | 'message.deleted' | 'archive.event' | ToldOnly;
  message_id: string;
}

function listed(types: readonly string[]): string {
  return types.map((type) => `'${type}'`).join(', ');
}
