import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AlertBook, AlertEvent } from './alert-book.ts';
import type { AlertRecord } from './alert-record.ts';
import { toRow } from './alert-row.ts';
import { prepareCloseOthers, prepareRemoveOld, prepareSaveAlert } from './queries.ts';

export interface AlertStore {
  /** Sees to it that what happened is stored: soon, or with others of its kind. Returns at once. */
  note(event: AlertEvent): void;
  /** Stores everything that is in memory once more, as the database is another. */
  saveAnew(): void;
  /** Stores now all that is not stored yet; false where it cannot be, and then it is tried again. */
  save(): Promise<boolean>;
  /** Why nothing can be stored at present, or null. */
  readonly trouble: string | null;
  /** Saves for the last time. */
  close(): Promise<void>;
}

interface StoreParts {
  readonly database: Database;
  readonly book: AlertBook;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** From their end on. */
  readonly keepDays: number;
  /** Whether somebody waits to be told of it. */
  readonly isAwaited: (record: AlertRecord) => boolean;
}

/** What changes a state is stored as soon as a burst of it is over; a crash forgets no more than that. */
const SOON_MS = 250;
const COUNTS_MS = 5_000;
const RETRY_MS = 5_000;
const DAY_MS = 86_400_000;
const REMOVED_AT_ONCE = 500;

/** Writes what the book holds to the database, many changes at a time. */
export function createAlertStore({
  database,
  book,
  clock,
  log,
  keepDays,
  isAwaited,
}: StoreParts): AlertStore {
  const saveAlert = prepareSaveAlert(database);
  const closeOthers = prepareCloseOthers(database);
  const removeOld = prepareRemoveOld(database);
  let timer: { dueAt: number; cancel: () => void } | null = null;
  let saving: Promise<boolean> | null = null;
  let trouble: string | null = null;
  let cleanedAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  return {
    note: (event) => saveWithin(event === 'counted' ? COUNTS_MS : SOON_MS),
    saveAnew() {
      for (const record of book.all()) record.unsaved = true;
      saveWithin(SOON_MS);
    },
    save,
    get trouble() {
      return trouble;
    },
    async close() {
      closed = true;
      timer?.cancel();
      await save();
    },
  };

  function saveWithin(ms: number): void {
    const dueAt = clock.elapsed() + (trouble === null ? ms : RETRY_MS);
    if (closed || (timer !== null && timer.dueAt <= dueAt)) return;
    timer?.cancel();
    timer = { dueAt, cancel: clock.setTimer(() => void save(), dueAt - clock.elapsed()) };
  }

  async function save(): Promise<boolean> {
    while (saving !== null) await saving;
    if (!book.all().some(({ unsaved }) => unsaved)) return true;
    saving = writeAll().finally(() => {
      saving = null;
    });
    return saving;
  }

  async function writeAll(): Promise<boolean> {
    timer?.cancel();
    timer = null;
    const written: AlertRecord[] = [];
    try {
      await database.transact(() => {
        for (const record of inWritingOrder(book.all())) written.push(write(record));
        removeOldOnceADay();
      });
      succeed();
    } catch (error) {
      for (const record of written) record.unsaved = true;
      fail(error as Error);
    }
    return trouble === null;
  }

  function write(record: AlertRecord): AlertRecord {
    const { id, cause, resolved_at, last_seen_at } = record;
    if (resolved_at === null) closeOthers.run({ id, cause, resolved_at: last_seen_at });
    saveAlert.run(toRow(record, isAwaited(record)));
    record.unsaved = false;
    return record;
  }

  function removeOldOnceADay(): void {
    if (clock.elapsed() - cleanedAt < DAY_MS) return;
    const before = new Date(clock.now() - keepDays * DAY_MS).toISOString();
    const removed = removeOld.run({ before, limit: REMOVED_AT_ONCE });
    if (removed < REMOVED_AT_ONCE) cleanedAt = clock.elapsed();
  }

  function succeed(): void {
    if (trouble !== null) log.info('alerts are stored again');
    trouble = null;
    book.forget(isAwaited);
  }

  function fail(error: Error): void {
    if (trouble === null)
      log.error({ err: error }, 'alerts cannot be stored; they are kept in memory until they can');
    trouble = error.message;
    saveWithin(RETRY_MS);
  }
}

/** What is resolved first, so that there is never a second open one of its cause. */
function inWritingOrder(records: readonly AlertRecord[]): AlertRecord[] {
  const unsaved = records.filter((record) => record.unsaved);
  return unsaved.toSorted(
    (one, other) => Number(one.resolved_at === null) - Number(other.resolved_at === null),
  );
}
