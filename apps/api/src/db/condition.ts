/** How the database does, as its own transactions and queries show. */
export interface Condition {
  /** How the last write ended; `full` and `failing` end with the next one that succeeds. */
  readonly writing: 'untried' | 'fine' | 'full' | 'failing';
  /** Whether a broken page was met. That does not end by itself: see `foundSound`. */
  readonly isDamaged: boolean;
}

export interface ConditionWatch {
  readonly now: Condition;
  /** Hears every change, and nothing where all goes on as it was. */
  listen(listener: (condition: Condition) => void): void;
  /** A transaction is on disk. */
  wrote(): void;
  /** A transaction was given up because of `error`, which may be no fault of the engine at all. */
  couldNotWrite(error: unknown): void;
  /** A query failed with `error`. */
  couldNotRead(error: unknown): void;
  /** Somebody has read the whole database. */
  foundDamaged(): void;
  foundSound(): void;
}

/** The engine's refusals to write, by the beginning of their codes: https://sqlite.org/rescode.html */
const FULL = /^(?:SQLITE_FULL|ENOSPC)/;
const FAILING = /^SQLITE_(?:IOERR|BUSY|LOCKED|READONLY|CANTOPEN|PROTOCOL)/;
const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB)/;

export function watchCondition(): ConditionWatch {
  const listeners: ((condition: Condition) => void)[] = [];
  let now: Condition = { writing: 'untried', isDamaged: false };

  return {
    get now() {
      return now;
    },
    listen: (listener) => void listeners.push(listener),
    wrote() {
      if (now.writing !== 'fine') become({ writing: 'fine' });
    },
    couldNotWrite(error) {
      const code = codeOf(error);
      if (FULL.test(code)) become({ writing: 'full' });
      else if (FAILING.test(code)) become({ writing: 'failing' });
      else meet(code);
    },
    couldNotRead: (error) => meet(codeOf(error)),
    foundDamaged: () => become({ isDamaged: true }),
    foundSound: () => become({ isDamaged: false }),
  };

  function meet(code: string): void {
    if (DAMAGED.test(code)) become({ isDamaged: true });
  }

  function become(change: Partial<Condition>): void {
    const next = { ...now, ...change };
    if (next.writing === now.writing && next.isDamaged === now.isDamaged) return;
    now = next;
    for (const listener of listeners) listener(now);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
