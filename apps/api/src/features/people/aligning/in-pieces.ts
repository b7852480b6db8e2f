import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ToldOnly } from '../../../db/schema/changes.ts';
import type { MessageRow } from './queries.ts';

/** How many messages one transaction changes: posts wait for it. */
export const AT_ONCE = 100;
/** So many times as long as was worked: whoever posts comes first. */
const RESTS = 2;
const MAX_REST_MS = 250;

export interface Piece {
  readonly rows: readonly MessageRow[];
  readonly type: ToldOnly;
  /** Changes one of them. */
  change(row: MessageRow): void;
}

/**
 * Changes messages a piece at a time, and tells pollers of each of them.
 * @param next what is to be done next, within the transaction in which that is done; null once there is nothing more.
 * @throws what the database did, or the signal's reason; what was done until then stays done.
 */
export function createInPieces({ database, changeLog }: Pick<FastifyInstance, 'database' | 'changeLog'>) {
  return async (next: () => Piece | null, signal: AbortSignal): Promise<void> => {
    for (;;) {
      const begunAt = performance.now();
      const goesOn = await database.transact(() => writeNext(next));
      if (goesOn === null) return;
      changeLog.publish(goesOn.last, goesOn.told);
      await setTimeout(Math.min(MAX_REST_MS, (performance.now() - begunAt) * RESTS));
      signal.throwIfAborted();
    }
  };

  function writeNext(next: () => Piece | null): { last: number; told: number } | null {
    const piece = next();
    if (piece === null) return null;
    const before = changeLog.readLastPosition();
    for (const [index, row] of piece.rows.entries()) {
      piece.change(row);
      changeLog.append({ position: before + index + 1, type: piece.type, message_id: row.id });
    }
    return { last: before + piece.rows.length, told: piece.rows.length };
  }
}
