import { ProblemError } from './problem-error.ts';

export interface GroupCommit<Item, Result> {
  /** Settles once the batch that holds `item` is committed, with its own result, or has failed as a whole. */
  add(item: Item): Promise<Result>;
  /** Settles when nothing waits any more. */
  idle(): Promise<void>;
  /** How many items wait or are being committed. */
  readonly depth: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Far beyond what a burst needs; past it the caller is told to come back instead of memory growing. */
const MAX_WAITING = 20_000;
const MAX_BATCH = 1_000;

/**
 * Commits together what arrives in one turn of the event loop, one batch at a time, in order of arrival.
 * `commit` answers with a result for each item, in the same order.
 */
export function createGroupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
): GroupCommit<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let committing = 0;
  let running: Promise<void> | null = null;

  return {
    add(item) {
      if (waiting.length >= MAX_WAITING) return Promise.reject(tooMany());
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      });
    },
    async idle() {
      while (running !== null) await running;
    },
    get depth() {
      return waiting.length + committing;
    },
  };

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await endOfTurn();
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      committing = batch.length;
      await settle(batch);
      committing = 0;
    }
    running = null;
  }

  async function settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await commit(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function tooMany(): ProblemError {
  return new ProblemError(
    'overloaded',
    'More is being written than the disk can take. Try again in a few seconds.',
    {
      headers: { 'retry-after': '2' },
    },
  );
}
