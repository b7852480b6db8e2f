import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { runInWorker } from '../../../lib/run-in-worker.ts';
import { giveWay } from '../give-way.ts';
import type { KeepYearlyInput, OldMessage } from '../jobs/keep-yearly.ts';
import {
  prepareListAside,
  prepareListKeptHere,
  prepareRaiseNewestDay,
  prepareRemoveAside,
} from '../queries.ts';
import { guardHistory } from './guarded-history.ts';

interface Parts {
  readonly app: Pick<FastifyInstance, 'database' | 'changeLog' | 'messageFigures'>;
  /** Of the yearly databases. */
  readonly dir: string;
  readonly copyDir: string | null;
}

const AT_ONCE = 100;

/**
 * Moves messages that no archive takes into the database of their year. They are there, on the disk and read back, before
 * they leave the live one: a crash between leaves them in both, and the next run writes the same once more.
 */
export function createMoveToYearly({ app, dir, copyDir }: Parts) {
  const { database, changeLog, messageFigures } = app;
  const listAside = prepareListAside(database);
  const listKeptHere = prepareListKeptHere(database);
  const remove = prepareRemoveAside(database);
  const raiseNewestDay = prepareRaiseNewestDay(database);

  /** @param day the first that stays. @returns how many messages were moved. */
  return async ({ room, day }: { room: string; day: string }, signal: AbortSignal): Promise<number> => {
    const history = guardHistory(database);
    let moved = 0;
    for (let some = list(room, day); some.length > 0; some = list(room, day)) {
      for (const [year, messages] of Map.groupBy(some, ({ created_at }) => created_at.slice(0, 4)))
        await keep(year, messages, signal);
      const begunAt = performance.now();
      const left = await history.transact(() => some.reduce((sum, one) => sum + removeOne(one), 0));
      messageFigures.left(left);
      changeLog.messagesLeft();
      moved += left;
      await giveWay(performance.now() - begunAt, signal);
    }
    return moved;
  };

  function list(room: string, day: string): OldMessage[] {
    const wanted = { room, day, newest: changeLog.newest.position, limit: AT_ONCE };
    const aside = listAside.all(wanted);
    return aside.length > 0 ? aside : listKeptHere.all(wanted);
  }

  function keep(year: string, messages: readonly OldMessage[], signal: AbortSignal): Promise<void> {
    const input: KeepYearlyInput = { file: join(dir, `${year}.db`), messages, copyDir };
    return runInWorker<void>('keepYearly', input, { signal });
  }

  function removeOne({ id, position, room, created_at }: OldMessage): number {
    const removed = remove.message.run({ position, id });
    remove.change.run({ position });
    remove.aside.run({ position });
    raiseNewestDay.run({ room, day: created_at.slice(0, 10) });
    return removed;
  }
}
