import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import { runInWorker } from '../../../lib/run-in-worker.ts';
import { giveWay } from '../give-way.ts';
import { type ListRemovableInput, MAX_LISTED, type RemovableFile } from '../jobs/list-removable.ts';
import { prepareRaiseNewestDay, prepareRemoveFile } from '../queries.ts';
import { type GuardedHistory, guardHistory } from './guarded-history.ts';

interface Parts {
  readonly app: Pick<FastifyInstance, 'database' | 'changeLog' | 'messageFigures'>;
  /** The database's file. */
  readonly file: string;
  readonly clock: Clock;
}

export type Wanted = Omit<ListRemovableInput, 'file'>;

/** A transaction takes segments until it has so many events: posts wait for it. */
const EVENTS_AT_ONCE = 100;

/**
 * Takes the messages of whole segments out of the database, the oldest first. A segment leaves in one step, with a note
 * that it has: whatever ends the process, it is here as a whole or not at all.
 */
export function createRemoveFiles({ app, file, clock }: Parts) {
  const { database, changeLog, messageFigures } = app;
  const remove = prepareRemoveFile(database);
  const raiseNewestDay = prepareRaiseNewestDay(database);

  /** @returns how many messages have left. */
  return async (wanted: Wanted, signal: AbortSignal): Promise<number> => {
    const history = guardHistory(database);
    let removed = 0;
    for (let isMore = true; isMore; ) {
      const files = await list(wanted, signal);
      isMore = files.length === MAX_LISTED;
      for (const some of inSmallGroups(files)) {
        const begunAt = performance.now();
        removed += await removeSome(history, wanted.room, some);
        await giveWay(performance.now() - begunAt, signal);
      }
    }
    return removed;
  };

  function list(wanted: Wanted, signal: AbortSignal): Promise<RemovableFile[]> {
    return runInWorker<RemovableFile[]>('listRemovable', { file, ...wanted }, { signal });
  }

  async function removeSome(
    history: GuardedHistory,
    room: string,
    files: readonly RemovableFile[],
  ): Promise<number> {
    const at = new Date(clock.now()).toISOString();
    const removed = await history.transact(() => {
      const newest = changeLog.readLastPosition();
      return files.reduce((sum, { id, day }) => sum + removeOne({ id, room, day, newest, at }), 0);
    });
    messageFigures.left(removed);
    changeLog.messagesLeft();
    return removed;
  }

  function removeOne({ id, room, day, newest, at }: Removal): number {
    if (remove.mark.run({ file: id, at }) === 0) return 0;
    const messages = remove.messages.run({ file: id });
    remove.events.run({ file: id });
    remove.changes.run({ file: id, newest });
    remove.entries.run({ file: id });
    raiseNewestDay.run({ room, day });
    return messages;
  }
}

interface Removal extends Pick<RemovableFile, 'id' | 'day'> {
  readonly room: string;
  readonly newest: number;
  readonly at: string;
}

function* inSmallGroups(files: readonly RemovableFile[]): Generator<RemovableFile[]> {
  let group: RemovableFile[] = [];
  let events = 0;
  for (const file of files) {
    if (group.length > 0 && events + file.events > EVENTS_AT_ONCE) {
      yield group;
      group = [];
      events = 0;
    }
    group.push(file);
    events += file.events;
  }
  if (group.length > 0) yield group;
}
