/** Statements that took long, counted together by their text, which holds no values. */
export interface SlowStatement {
  readonly sql: string;
  readonly count: number;
  readonly totalMs: number;
  readonly maxMs: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number;
}

/** Which statements there are, and which took long. */
export interface StatementWatch {
  /** Times in milliseconds from this on are long. */
  slowFromMs: number;
  /** Every text that was prepared for use again and again. */
  readonly prepared: ReadonlySet<string>;
  /** How often any took long since the start. */
  readonly slowCount: number;
  /** By their texts, the costliest first. */
  slow(): SlowStatement[];
  addPrepared(sql: string): void;
  ran(sql: string, ms: number): void;
}

/** Texts that are remembered; past it the least costly makes room. */
const MAX_SLOW = 50;

export function watchStatements(now: () => number = Date.now): StatementWatch {
  const prepared = new Set<string>();
  const slow = new Map<string, SlowStatement>();
  let slowCount = 0;

  return {
    slowFromMs: Number.POSITIVE_INFINITY,
    prepared,
    get slowCount() {
      return slowCount;
    },
    slow: byCost,
    addPrepared: (sql) => void prepared.add(sql),
    ran(sql, ms) {
      if (ms >= this.slowFromMs) note(sql, ms);
    },
  };

  function note(sql: string, ms: number): void {
    slowCount += 1;
    const known = slow.get(sql);
    if (known === undefined && slow.size >= MAX_SLOW) slow.delete(byCost().at(-1)?.sql ?? '');
    slow.set(sql, {
      sql,
      count: (known?.count ?? 0) + 1,
      totalMs: (known?.totalMs ?? 0) + ms,
      maxMs: Math.max(known?.maxMs ?? 0, ms),
      lastAt: now(),
    });
  }

  function byCost(): SlowStatement[] {
    return [...slow.values()].toSorted((one, other) => other.totalMs - one.totalMs);
  }
}
