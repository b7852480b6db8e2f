import type { FastifyInstance } from 'fastify';
import { giveWay } from '../give-way.ts';
import { prepareHasRemoved, prepareListLonelyReceipts, prepareRemoveChanges } from '../queries.ts';
import { guardHistory } from './guarded-history.ts';

const WINDOW = 1_000;
const AT_ONCE = 200;

/**
 * Removes the changes that told pollers of the receipts of messages that are gone; nothing leads from a message to them,
 * so that the log is walked through. The newest change stays, as the next number comes from it.
 */
export function createSweepReceipts({
  database,
  changeLog,
}: Pick<FastifyInstance, 'database' | 'changeLog'>) {
  const list = prepareListLonelyReceipts(database);
  const remove = prepareRemoveChanges(database);
  const hasRemoved = prepareHasRemoved(database);

  return async (signal: AbortSignal): Promise<void> => {
    if (hasRemoved.get({}) === undefined) return;
    const history = guardHistory(database);
    const end = changeLog.newest.position - 1;
    for (let from = 0; from < end; from += WINDOW) {
      const begunAt = performance.now();
      const found = list.all({ from, to: Math.min(end, from + WINDOW) });
      for (let index = 0; index < found.length; index += AT_ONCE) {
        const some = found.slice(index, index + AT_ONCE).map(({ position }) => position);
        await history.transact(() => remove.run({ positions: JSON.stringify(some) }));
      }
      await giveWay(performance.now() - begunAt, signal);
    }
  };
}
