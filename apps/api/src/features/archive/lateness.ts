import type { Clock } from '../../lib/clock.ts';
import type { ArchiveAlarms } from './archive-alarms.ts';
import type { ArchiveState } from './archive-state.ts';
import type { Waiting } from './batches/waiting.ts';
import type { Place } from './place.ts';
import { waitsSince } from './waits-since.ts';
import type { CommitStore } from './writing/commit-store.ts';

interface Parts {
  readonly waiting: Waiting;
  readonly store: CommitStore;
  readonly state: ArchiveState;
  readonly place: Pick<Place, 'budget'>;
  readonly alarms: ArchiveAlarms;
  readonly clock: Clock;
  /** How many events the place does not hold. */
  readonly backlog: () => number;
}

/** What waits so long is behind, whatever the reason. */
const BEHIND_AFTER_MS = 15 * 60_000;

/** Knows for how long what waits has been waiting, and tells where that is too long. */
export function createLateness({ waiting, store, state, place, alarms, clock, backlog }: Parts) {
  return { oldestWaitingAt, tell };

  /** Null where nothing waits. */
  function oldestWaitingAt(): string | null {
    const written = store.next()?.committed_at ?? (waiting.count === 0 ? null : waiting.oldestAt());
    if (written === null) return null;
    return waitsSince({
      written,
      begunAt: store.place().begun_at,
      lastSuccessAt: state.row.last_success_at,
      isPaced: place.budget.waitMs() > 0,
      now: clock.now(),
    });
  }

  /** @param reason why it does not go on. */
  function tell(reason: string): void {
    const oldest = oldestWaitingAt();
    if (oldest === null || clock.now() - Date.parse(oldest) < BEHIND_AFTER_MS) return;
    alarms.behind(reason, { backlog: backlog(), oldest });
  }
}
