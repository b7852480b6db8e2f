import type { ArchiveVerification } from '@bookchat/shared';
import type { Config, Secrets } from '../../../config.ts';
import type { DatabaseBeside } from '../../../db/open-beside.ts';
import type { Clock } from '../../../lib/clock.ts';
import { createPlace } from '../create-place.ts';
import {
  prepareBatches,
  prepareConditions,
  prepareCountWaiting,
  prepareListWaiting,
  prepareServerState,
} from '../queries.ts';
import type { ReadTarget } from '../verifying/verify-archive.ts';
import { waitsSince } from '../waits-since.ts';
import { type CommitStore, createCommitStore } from '../writing/commit-store.ts';
import { createLocalReader } from './local-reader.ts';

export interface ArchiveSettings {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** An archive as somebody sees it who only looks, beside the server that keeps it or without one. */
export interface OpenArchive {
  readonly target: ReadTarget;
  readonly store: Pick<CommitStore, 'newestDone' | 'head' | 'find'>;
  /** What was asked of the place so far. */
  requests(): number;
  /** The messages and other events that no commit in the place holds, and since when the oldest waits for one. */
  backlog(): { readonly count: number; readonly oldestAt: string | null };
  condition(): ArchiveCondition;
}

/** What the server has written down of how the archive does in its place. */
export interface ArchiveCondition {
  /** Until then nothing may be asked of the place: GitHub may ban whoever does. Null where that is not so. */
  readonly blockedUntil: Date | null;
  /** Null where a try has succeeded since. */
  readonly lastError: { readonly at: string; readonly message: string } | null;
  readonly lastSuccessAt: string | null;
  readonly verification: ArchiveVerification | null;
}

export function openArchive(database: DatabaseBeside, settings: ArchiveSettings): OpenArchive {
  const { config, clock } = settings;
  const place = createPlace({ ...database, transact: refuse }, settings);
  const target = place.kind === 'local' ? createLocalReader(config.archive) : place.target;
  const store = createCommitStore({
    breathe: async () => {},
    database: { ...database, transact: refuse },
    log: { readLastPosition: refuse, append: refuse, publish: refuse },
    target: target.name,
  });
  const countWaiting = prepareCountWaiting(database);
  const { countAfter } = prepareBatches(database);
  const listWaiting = prepareListWaiting(database);
  const state = prepareServerState(database);
  const conditions = prepareConditions(database);

  return { target, store, requests: place.requests, backlog, condition };

  function backlog() {
    const after = Number(state.find.get({ key: 'archive_cursor' })?.value ?? 0);
    const { count } = countWaiting.get({ after }) ?? { count: 0 };
    const underWay = countAfter.get({ number: store.newestDone() })?.events ?? 0;
    return { count: count + underWay, oldestAt: oldestWaitingAt(after) };
  }

  function oldestWaitingAt(after: number): string | null {
    const written = store.next()?.committed_at ?? listWaiting.get({ after, limit: 1 })?.created_at ?? null;
    if (written === null) return null;
    return waitsSince({
      written,
      begunAt: store.place().begun_at,
      lastSuccessAt: condition().lastSuccessAt,
      isPaced: place.budget.waitMs() > 0,
      now: clock.now(),
    });
  }

  function condition(): ArchiveCondition {
    const row = conditions.find.get({ target: target.name });
    if (row === undefined)
      return { blockedUntil: null, lastError: null, lastSuccessAt: null, verification: null };
    const isOver = (row.last_success_at ?? '') >= (row.last_error_at ?? '');
    const { last_error_at: at, last_error: message } = row;
    return {
      blockedUntil:
        Date.parse(row.blocked_until ?? '') > clock.now() ? new Date(row.blocked_until ?? '') : null,
      lastError: isOver || at === null || message === null ? null : { at, message },
      lastSuccessAt: row.last_success_at,
      verification: row.verification === null ? null : (JSON.parse(row.verification) as ArchiveVerification),
    };
  }
}

/** Of a store that is only asked. */
function refuse(): never {
  throw new Error('Whoever only looks at the archive writes nothing.');
}
