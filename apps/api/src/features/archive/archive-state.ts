import type { ArchiveVerification } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { ArchiveConditionsTable } from '../../db/schema/archive.ts';
import type { Clock } from '../../lib/clock.ts';
import { prepareConditions } from './queries.ts';

/** What is the matter with the archive, and until when it is left alone. */
export type Trouble =
  | { readonly kind: 'none' }
  /** GitHub's limits, or those that the archive keeps to by itself. */
  | { readonly kind: 'limit'; readonly until: number; readonly message: string }
  /** May be gone by itself; `times` in a row. `isBehind`: the branch seemed to be before what was written there. */
  | {
      readonly kind: 'unavailable';
      readonly until: number;
      readonly times: number;
      readonly message: string;
      readonly isBehind: boolean;
    }
  /** Somebody has to do something. */
  | { readonly kind: 'stopped'; readonly until: number; readonly message: string };

/** How the archive does in one place; what must outlive the process is kept in the database. */
export function createArchiveState(database: Database, clock: Clock, target: string, changed: () => void) {
  const conditions = prepareConditions(database);
  let row = read();
  let trouble: Trouble = fromBefore();
  let isWorking = false;

  return {
    get trouble() {
      return trouble;
    },
    get isWorking() {
      return isWorking;
    },
    get row() {
      return row;
    },
    get verifiedAt() {
      return row.verified_at;
    },
    verification: readVerification,
    touch: changed,
    work(now: boolean) {
      isWorking = now;
      changed();
    },
    /** A batch has arrived. @param isVerified whether the place was asked, and holds it. */
    async succeeded(isVerified: boolean) {
      const at = new Date(clock.now()).toISOString();
      trouble = { kind: 'none' };
      const isSound = isVerified && readVerification()?.same !== false;
      await save({ last_success_at: at, blocked_until: null, ...(isSound ? { verified_at: at } : {}) });
      changed();
    },
    async failed(now: Trouble & { message: string }) {
      trouble = now;
      const at = new Date(clock.now()).toISOString();
      const until = now.kind === 'limit' ? new Date(now.until).toISOString() : null;
      await save({ last_error_at: at, last_error: now.message, blocked_until: until });
      changed();
    },
    /** What was in the way is gone, though nothing was brought. */
    recovered() {
      if (trouble.kind === 'none') return;
      trouble = { kind: 'none' };
      changed();
    },
    async verified(verification: ArchiveVerification) {
      const verified_at = verification.same ? verification.finished_at : null;
      await save({ verification: JSON.stringify(verification), verified_at });
      changed();
    },
    /** Another database has come in the place of the one before. */
    reset() {
      row = read();
    },
  };

  function read(): ArchiveConditionsTable {
    return (
      conditions.find.get({ target }) ?? {
        target,
        blocked_until: null,
        last_success_at: null,
        verified_at: null,
        last_error_at: null,
        last_error: null,
        verification: null,
      }
    );
  }

  /** GitHub may ban an account that does not wait: what it asked for is kept over a restart. */
  function fromBefore(): Trouble {
    const until = Date.parse(row.blocked_until ?? '');
    if (!(until > clock.now())) return { kind: 'none' };
    return { kind: 'limit', until, message: row.last_error ?? 'GitHub asked to wait.' };
  }

  function readVerification(): ArchiveVerification | null {
    return row.verification === null ? null : (JSON.parse(row.verification) as ArchiveVerification);
  }

  async function save(news: Partial<ArchiveConditionsTable>): Promise<void> {
    row = { ...row, ...news };
    const whole = row;
    await database.transact(() => conditions.save.run(whole));
  }
}

export type ArchiveState = ReturnType<typeof createArchiveState>;
