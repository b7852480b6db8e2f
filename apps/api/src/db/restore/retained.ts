import type BetterSqlite3 from 'better-sqlite3';
import { TOLD_ONLY } from '../schema/changes.ts';

export interface Retained {
  /** Those of the messages, or changes, that retention has not removed from the live database. */
  leaveOut(table: 'messages' | 'changes', ids: readonly string[]): string[];
}

const toldOnly: ReadonlySet<string> = new Set(TOLD_ONLY);

interface Message {
  readonly id: string;
  readonly room: string;
  readonly day: string;
}

/**
 * Knows which rows of an older database are missing in the live one because their time was over: messages of days of
 * which messages of their room have left, and the changes that belonged to them.
 */
export function createRetained(older: BetterSqlite3.Database, live: BetterSqlite3.Database): Retained {
  const findMessage = older.prepare<[string], Message>(
    'select id, room, substr(created_at, 1, 10) as day from messages where id = ?',
  );
  const findChange = older.prepare<[string], { type: string; message_id: string }>(
    'select type, message_id from changes where position = ?',
  );
  const isInLive = live.prepare<[string]>('select 1 from messages where id = ?');
  const isChangeInLive = live.prepare<[string]>('select 1 from changes where position = ?');
  const isPast = live.prepare<[string, string]>(
    'select 1 from retention_rooms where room = ? and newest_day >= ?',
  );

  return {
    leaveOut(table, ids) {
      const isRemoved = table === 'messages' ? isRemovedMessage : isRemovedChange;
      return ids.filter((id) => !isRemoved(id));
    },
  };

  function isRemovedMessage(id: string): boolean {
    const message = findMessage.get(id);
    if (message === undefined || isInLive.get(id) !== undefined) return false;
    return isPast.get(message.room, message.day) !== undefined;
  }

  /** What pollers were told of what the older one has lost already may still be there, as it goes later. */
  function isRemovedChange(position: string): boolean {
    const change = findChange.get(position);
    if (change === undefined || isChangeInLive.get(position) !== undefined) return false;
    if (findMessage.get(change.message_id) !== undefined) return isRemovedMessage(change.message_id);
    return toldOnly.has(change.type) && isInLive.get(change.message_id) === undefined;
  }
}
