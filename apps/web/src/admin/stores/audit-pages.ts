import type { AnswerOf, AuditEntry, readAudit } from '@bookchat/shared';

type Audit = AnswerOf<typeof readAudit>;

export interface AuditPages {
  /** The newest page, as it is now. */
  takeNewest(page: Audit): void;
  /** The page that ends before the oldest. */
  takeOlder(page: Audit): void;
  all(): readonly AuditEntry[];
  /** The id of the oldest that is known. */
  oldest(): number | undefined;
  hasMore(): boolean;
}

/** Entries of the audit log without a gap, the newest first. */
export function createAuditPages(): AuditPages {
  let known: readonly AuditEntry[] = [];
  let more = false;
  return {
    takeNewest,
    takeOlder,
    all: () => known,
    oldest: () => known.at(-1)?.id,
    hasMore: () => more,
  };

  /** So much may have been done since that what is known does not reach it: then it begins anew. */
  function takeNewest({ entries, has_more }: Audit): void {
    const end = entries.at(-1)?.id ?? 0;
    const meets = known.some(({ id }) => id === end);
    const older = meets ? known.filter(({ id }) => id < end) : [];
    if (older.length === 0) more = has_more;
    known = [...entries, ...older];
  }

  function takeOlder({ entries, has_more }: Audit): void {
    const end = known.at(-1)?.id ?? Number.POSITIVE_INFINITY;
    known = [...known, ...entries.filter(({ id }) => id < end)];
    more = has_more;
  }
}
