import { isDiskFull } from './is-disk-full.ts';

/** How the last write ended; `full` and `failing` end with the next one that succeeds. */
export type Writing = 'untried' | 'fine' | 'full' | 'failing';

export interface ConditionListener {
  /** Hears every change, and nothing where all goes on as it was. */
  writing(writing: Writing): void;
  /** Hears when a broken page is met, and whenever somebody has read the whole database; null: it is sound. */
  damage(damage: string | null): void;
}

/** How the database does, as its own transactions and queries show, and those who look through it. */
export interface ConditionWatch {
  readonly writing: Writing;
  /** What is broken, in the engine's words; it does not end by itself. */
  readonly damage: string | null;
  listen(listener: ConditionListener): void;
  /** A transaction is on disk. */
  wrote(): void;
  /** A transaction was given up because of `error`, which may be no fault of the engine at all. */
  couldNotWrite(error: unknown): void;
  /** A query failed with `error`. */
  couldNotRead(error: unknown): void;
  /** Somebody has read the whole database. */
  foundDamaged(damage: string): void;
  foundSound(): void;
}

/** The engine's refusals, by the beginning of their codes: https://sqlite.org/rescode.html */
const FAILING = /^SQLITE_(?:IOERR|BUSY|LOCKED|READONLY|CANTOPEN|PROTOCOL)/;
const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB)/;

export function watchCondition(): ConditionWatch {
  const listeners: ConditionListener[] = [];
  let writing: Writing = 'untried';
  let damage: string | null = null;

  return {
    get writing() {
      return writing;
    },
    get damage() {
      return damage;
    },
    listen: (listener) => void listeners.push(listener),
    wrote: () => setWriting('fine'),
    couldNotWrite(error) {
      if (isDiskFull(error)) setWriting('full');
      else if (FAILING.test(codeOf(error))) setWriting('failing');
      else meet(error);
    },
    couldNotRead: meet,
    foundDamaged: setDamage,
    foundSound: () => setDamage(null),
  };

  function setWriting(now: Writing): void {
    if (now === writing) return;
    writing = now;
    for (const listener of listeners) listener.writing(now);
  }

  function meet(error: unknown): void {
    if (damage === null && DAMAGED.test(codeOf(error))) setDamage((error as Error).message);
  }

  function setDamage(now: string | null): void {
    damage = now;
    for (const listener of listeners) listener.damage(now);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
