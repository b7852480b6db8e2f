import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../../db/open-database.ts';
import { eventDay, placeOfLine } from '../events/event-day.ts';
import { type ChangeToArchive, toLine } from '../events/to-line.ts';
import { prepareListWaiting } from '../queries.ts';
import type { ReadyEvent } from './split-segments.ts';
import type { Waiting } from './waiting.ts';

export interface Taken {
  readonly events: readonly ReadyEvent[];
  /** Changes to what is no longer there. */
  readonly gone: readonly ChangeToArchive[];
  /** Up to there nothing waits any more. */
  readonly cursor: number;
}

export const NOTHING: Taken = { events: [], gone: [], cursor: 0 };

/** Of all files of a batch, which travel in one request. */
const MAX_BATCH_BYTES = 8_000_000;
const READ_AT_ONCE = 100;

/** Reads the oldest of what waits, as much as one commit may bring. */
export function createTakeWaiting(database: Database, waiting: Waiting) {
  const listWaiting = prepareListWaiting(database);

  return async (maxEvents: number, signal: AbortSignal): Promise<Taken> => {
    const events: ReadyEvent[] = [];
    const gone: ChangeToArchive[] = [];
    let { cursor } = waiting;
    let bytes = 0;
    const { newest } = waiting;
    let left = maxEvents;
    for await (const change of read(maxEvents, signal)) {
      const line = toLine(change);
      bytes += line === null ? 0 : Buffer.byteLength(line) + 1;
      if (bytes > MAX_BATCH_BYTES && events.length > 0) return { events, gone, cursor };
      if (line === null) gone.push(change);
      else events.push(toReady(change, line));
      cursor = change.position;
      left -= 1;
    }
    // What is behind the last is for pollers alone: it need not be walked through again.
    return { events, gone, cursor: left === 0 ? cursor : Math.max(cursor, newest) };
  };

  /** A hundred at a time, so that nobody waits for it. */
  async function* read(max: number, signal: AbortSignal): AsyncGenerator<ChangeToArchive> {
    let after = waiting.cursor;
    for (let left = max; left > 0; left -= READ_AT_ONCE) {
      const limit = Math.min(READ_AT_ONCE, left);
      const found = listWaiting.all({ after, limit });
      yield* found;
      if (found.length < limit) return;
      after = found.at(-1)?.position ?? after;
      await setImmediate();
      signal.throwIfAborted();
    }
  }
}

function toReady(change: ChangeToArchive, line: string): ReadyEvent {
  return {
    position: change.position,
    messageId: change.message_id,
    ...placeOf(change),
    line,
  };
}

function placeOf(change: ChangeToArchive): Pick<ReadyEvent, 'room' | 'day'> {
  if (change.line !== null) return placeOfLine(change.line);
  return { room: change.room as string, day: eventDay(change) };
}
