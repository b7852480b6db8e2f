import BetterSqlite3 from 'better-sqlite3';
import type { JobProgress } from '../../../lib/run-in-worker.ts';
import { addMissingRooms } from '../events/take-room.ts';
import { openObjects } from '../git-program/open-objects.ts';
import { listHistory } from '../history/list-history.ts';
import { ensureHoldsRemoved } from '../taking-in/ensure-holds-removed.ts';
import { createCommitTaker, type TakeInMode } from '../taking-in/take-commit.ts';
import { undoPending } from '../taking-in/undo-pending.ts';

export interface TakeInInput {
  /** The database's file. */
  readonly file: string;
  /** A repository that holds the branch. */
  readonly dir: string;
  readonly target: string;
  /** The last commit that the database knows; null for none. */
  readonly after: string | null;
  readonly head: string;
  readonly mode: TakeInMode;
}

export interface TakenIn {
  readonly commits: number;
  /** Messages that came back. */
  readonly messages: number;
  /** Events that were left out, because somebody wanted the backup as it was. */
  readonly leftOut: number;
  /** Lines that are no events. */
  readonly refused: number;
}

const BUSY_TIMEOUT_MS = 5_000;

/** Takes into the database of a running server what the archive holds beyond it; one commit, one transaction. */
export async function takeIn(input: TakeInInput, report: (progress: JobProgress) => void): Promise<TakenIn> {
  const { file, dir, target, after, head, mode } = input;
  const database = new BetterSqlite3(file, { fileMustExist: true });
  const stop = new AbortController();
  const objects = openObjects(dir, { signal: stop.signal });
  let taken: TakenIn = { commits: 0, messages: 0, leftOut: 0, refused: 0 };
  try {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.pragma('synchronous = FULL');
    database.pragma('trusted_schema = OFF');
    await ensureHoldsRemoved(database, target, { dir, head, signal: stop.signal });
    undoPending(database, target);
    const take = createCommitTaker(database, { target, mode });
    for await (const { commit, isAside } of listHistory(dir, { head, after, signal: stop.signal })) {
      report({ step: 'Bringing back what the archive holds', part: 0 });
      if (!commit.isOurs || (isAside && take.isKnown(commit.hash))) continue;
      const contents = new Map<string, Buffer>();
      for (const { blob, isFile, status, path } of commit.files) {
        const found = isFile && status === 'added' ? await objects.read(blob) : null;
        if (found !== null) contents.set(path, found.content);
      }
      taken = add(taken, take.take(commit, contents));
    }
    database.transaction(addMissingRooms).immediate(database);
    return taken;
  } finally {
    stop.abort();
    database.close();
  }
}

function add(before: TakenIn, { messages, leftOut, refused }: Omit<TakenIn, 'commits'>): TakenIn {
  return {
    commits: before.commits + 1,
    messages: before.messages + messages,
    leftOut: before.leftOut + leftOut,
    refused: before.refused + refused,
  };
}
