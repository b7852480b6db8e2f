import type { Database } from '../../../db/open-database.ts';
import type { Clock } from '../../../lib/clock.ts';
import { prepareBatches, prepareFiles, prepareServerState, prepareSetAside } from '../queries.ts';
import { type Batch, MAX_BATCH_EVENTS } from './batch.ts';
import type { NewFile } from './split-segments.ts';
import type { Taken } from './take-waiting.ts';
import type { Waiting } from './waiting.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly waiting: Waiting;
}

/** Where it is written down what each batch brings, and what none does. */
export function createBatchBook({ database, clock, waiting }: Parts) {
  const batches = prepareBatches(database);
  const files = prepareFiles(database);
  const state = prepareServerState(database);
  const aside = prepareSetAside(database);

  return { write, writeAside, undo, setAside, positionsOf, eventsAfter, lastNumber };

  async function write(number: number, made: readonly NewFile[], taken: Taken): Promise<Batch> {
    const batch = { number, committed_at: wholeSeconds(clock.now()), events: taken.events.length };
    await database.transact(() => {
      batches.insert.run(batch);
      for (const file of made) writeFile(number, file);
      for (const { position } of taken.gone) writeGone(position);
      saveCursor(taken);
    });
    advance(taken);
    return batch;
  }

  /** Where nothing but what is gone was taken. */
  async function writeAside(taken: Taken): Promise<void> {
    if (taken.gone.length > 0)
      await database.transact(() => {
        for (const { position } of taken.gone) writeGone(position);
        saveCursor(taken);
      });
    advance(taken);
  }

  function writeFile(batch: number, { path, kind, room, day, content, blobHash, positions }: NewFile): void {
    const row = {
      path,
      batch,
      kind,
      room,
      day,
      blob_hash: blobHash,
      bytes: content.length,
      events: positions.length,
      is_whole: 1,
    } as const;
    const inserted = files.insert.get(row);
    if (inserted === undefined) throw new Error(`The file ${path} was not written down`);
    files.addEntries.run({ positions: JSON.stringify(positions), file: inserted.id });
  }

  function writeGone(position: number): void {
    const reason = 'What it is about is no longer in the database.';
    aside.insert.run({ position, reason, set_aside_at: new Date(clock.now()).toISOString() });
  }

  function saveCursor({ cursor }: Taken): void {
    if (cursor > waiting.cursor) state.save.run({ key: 'archive_cursor', value: String(cursor) });
  }

  function advance({ events, gone, cursor }: Taken): void {
    waiting.took(events.length + gone.length, Math.max(cursor, waiting.cursor));
  }

  /** Takes a batch apart that no place holds, so that what is in it waits again. */
  async function undo(batch: Batch): Promise<void> {
    const { number } = batch;
    const made = files.listOf.all({ batch: number });
    const first = Math.min(...positionsOf(batch));
    await database.transact(() => {
      for (const { id } of made) files.removeEntries.run({ file: id });
      files.removeOf.run({ batch: number });
      batches.remove.run({ number });
      if (first <= waiting.cursor) state.save.run({ key: 'archive_cursor', value: String(first - 1) });
    });
    waiting.reset();
  }

  /** Leaves one change out of the archive for good; it stays in the database. @returns the message that it is about. */
  async function setAside(position: number, reason: string): Promise<string> {
    await database.transact(() =>
      aside.insert.run({ position, reason, set_aside_at: new Date(clock.now()).toISOString() }),
    );
    waiting.reset();
    return (
      aside.list.all({ limit: MAX_BATCH_EVENTS }).find((one) => one.position === position)?.message_id ?? ''
    );
  }

  function positionsOf({ number }: Batch): number[] {
    return files.listOf
      .all({ batch: number })
      .flatMap(({ id }) => files.listEntries.all({ file: id }).map(({ position }) => position));
  }

  /** How many events the batches after one hold. */
  function eventsAfter(number: number): number {
    return batches.countAfter.get({ number })?.events ?? 0;
  }

  /** -1 before the first. */
  function lastNumber(): number {
    return batches.last.get({})?.number ?? -1;
  }
}

function wholeSeconds(ms: number): string {
  return new Date(Math.floor(ms / 1_000) * 1_000).toISOString();
}
