import type { ArchiveDetails, ArchiveStatus } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ArchiveState } from './archive-state.ts';
import type { Archiver } from './archiver.ts';
import { MAX_BATCH_EVENTS } from './batches/batch.ts';
import type { BatchMaker } from './batches/batch-maker.ts';
import type { Waiting } from './batches/waiting.ts';
import type { Place } from './place.ts';
import { prepareSetAside } from './queries.ts';
import type { CommitStore } from './writing/commit-store.ts';

interface Parts {
  readonly database: Database;
  readonly place: Place;
  readonly state: ArchiveState;
  readonly store: CommitStore;
  readonly archiver: Archiver;
  readonly maker: BatchMaker;
  readonly waiting: Waiting;
  readonly clock: Clock;
  /** Whether only this machine is served. */
  readonly isAtHome: boolean;
}

const MAX_SET_ASIDE = 100;
/** What a batch takes without limits, as measured (bench). */
const BATCH_SECONDS = { local: 0.2, github: 4 } as const;

/** Says how the archive does: to everyone in the chat in a few words, to operators in full. */
export function createArchiveReport(parts: Parts) {
  const { place, state, store, archiver, maker, waiting, clock } = parts;
  const setAside = prepareSetAside(parts.database);
  /** Polls ask for it all the time, and it changes seldom. */
  let kept: { status: ArchiveStatus; underWay: number } | null = null;

  return {
    status,
    details,
    oldestWaitingAt: archiver.oldestWaitingAt,
    /** The archive does otherwise than before. */
    changed() {
      kept = null;
    },
  };

  function status(): ArchiveStatus {
    kept ??= { status: makeStatus(), underWay: archiver.backlog() - waiting.count };
    return { ...kept.status, backlog: kept.underWay + waiting.count };
  }

  function makeStatus(): ArchiveStatus {
    const { row, trouble } = state;
    return {
      state: stateName(),
      backlog: null,
      head: store.head(),
      verified_at: state.verifiedAt,
      place: toPlace(),
      last_commit_at: row.last_success_at,
      publishing: publishing(),
      problem: trouble.kind === 'none' ? differs() : tell(trouble.message),
    };
  }

  function details(): ArchiveDetails {
    const { row, trouble } = state;
    const quota = place.quota();
    const token = place.token();
    return {
      state: stateName(),
      place: toPlace(),
      branch: place.branch,
      is_public: place.isPublic(),
      head: store.head(),
      commits: store.newestDone() + 1,
      backlog: archiver.backlog(),
      oldest_waiting_at: archiver.oldestWaitingAt(),
      seconds_to_drain: secondsToDrain(),
      last_success_at: row.last_success_at,
      last_error:
        row.last_error === null || row.last_error_at === null
          ? null
          : { at: row.last_error_at, message: row.last_error },
      quota:
        quota === null
          ? null
          : { limit: quota.limit, left: quota.left, resets_at: quota.resetsAt.toISOString() },
      blocked_until: trouble.kind === 'limit' ? new Date(trouble.until).toISOString() : null,
      token:
        token === null
          ? null
          : { expires_at: token.expiresAt?.toISOString() ?? null, scopes: [...token.scopes] },
      publishing: publishing(),
      last_verification: state.verification(),
      set_aside: setAside.list.all({ limit: MAX_SET_ASIDE }),
    };
  }

  function stateName(): ArchiveStatus['state'] {
    const { trouble, isWorking } = state;
    if (trouble.kind === 'stopped' || differs() !== null) return 'failing';
    if (trouble.kind === 'unavailable') return trouble.times >= 3 ? 'failing' : 'waiting';
    if (trouble.kind === 'limit') return 'waiting';
    return isWorking ? 'working' : 'idle';
  }

  /** At home whoever reads it runs the server; elsewhere it is told by an alert what to do. */
  function tell(message: string): string {
    if (parts.isAtHome) return message;
    const [first = ''] = message.split(/(?<=[.!?]) /);
    return `${first} Everything that is written is kept here meanwhile. Whoever runs this server has been told.`;
  }

  function differs(): string | null {
    if (state.verification()?.same !== false) return null;
    return 'The archive does not hold what this server does. Whoever runs it has been told.';
  }

  function toPlace(): ArchiveDetails['place'] {
    const { kind, name, url } = place;
    // A page must not lead to a commit that is not there yet.
    return { kind, name, url, commit_url: publishing() === null ? place.commitUrl : null };
  }

  /** While another place holds more of the history than this one. */
  function publishing(): ArchiveStatus['publishing'] {
    const next = store.newestDone() + 1;
    if (next > maker.lastNumber() || store.findElsewhere(next) === null) return null;
    const total = maker.eventsAfter(-1);
    return { done: total - maker.eventsAfter(next - 1), total };
  }

  function secondsToDrain(): number | null {
    const backlog = archiver.backlog();
    const { trouble } = state;
    if (backlog === 0 || trouble.kind === 'stopped') return null;
    const batches = Math.ceil(backlog / MAX_BATCH_EVENTS);
    const waitMs = trouble.kind === 'none' ? 0 : Math.max(0, trouble.until - clock.now());
    const hours = place.batchesPerHour === null ? 0 : Math.max(0, batches / place.batchesPerHour - 1);
    return Math.ceil(waitMs / 1_000 + Math.max(batches * BATCH_SECONDS[place.kind], hours * 3_600));
  }
}

export type ArchiveReporter = ReturnType<typeof createArchiveReport>;
