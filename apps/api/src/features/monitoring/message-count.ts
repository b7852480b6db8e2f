import type { FastifyInstance } from 'fastify';
import { runInWorker } from '../../lib/run-in-worker.ts';

export interface MessageCount {
  /** Null until it was counted, and where that failed. */
  readonly now: number | null;
  /** Settles when it was counted or could not be; counts once, however often it is asked. */
  ready(): Promise<void>;
  /** Counts once more; until then the old count holds. */
  recount(): Promise<void>;
  /** History is another: the old count says nothing. */
  forget(): void;
}

type Parts = Pick<FastifyInstance, 'changeLog' | 'database' | 'messageFigures' | 'log'>;

/**
 * How many messages there are, without counting at each question: once, beside the event loop, up to the newest
 * position of that moment, and from then on by what is written.
 */
export function createMessageCount(app: Parts, file: string, untilClosed: AbortSignal): MessageCount {
  let counted: { readonly messages: number; readonly came: number } | null = null;
  let counting: Promise<void> | null = null;

  return {
    get now() {
      return counted === null ? null : counted.messages + came() - counted.came;
    },
    ready() {
      counting ??= count();
      return counting;
    },
    recount: count,
    forget() {
      counted = null;
      counting = null;
    },
  };

  /** Those that have left taken off. */
  function came(): number {
    return app.messageFigures.written - app.messageFigures.removed;
  }

  async function count(): Promise<void> {
    const { epoch } = app.database;
    const before = came();
    try {
      const messages = await countUpTo(app.changeLog.newest.position);
      if (epoch === app.database.epoch) counted = { messages, came: before };
    } catch (error) {
      if (!untilClosed.aborted) app.log.warn({ err: error }, 'the messages could not be counted');
    }
  }

  function countUpTo(upTo: number): Promise<number> | number {
    if (file === ':memory:') return countInMemory(app);
    return runInWorker<number>('countMessages', { file, upTo }, { signal: untilClosed });
  }
}

/** Which no other thread can see, and in which nobody keeps a million messages. */
function countInMemory({ database }: Parts): number {
  const count = database.prepareRead<object, { messages: number }>((db) =>
    db.selectFrom('messages').select(({ fn }) => fn.countAll<number>().as('messages')),
  );
  return count.get({})?.messages ?? 0;
}
