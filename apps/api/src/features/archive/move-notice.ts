import type { Clock } from '../../lib/clock.ts';
import type { ArchiveAlarms } from './archive-alarms.ts';
import { ROOT } from './batches/batch.ts';
import type { BatchMaker } from './batches/batch-maker.ts';
import type { Waiting } from './batches/waiting.ts';
import type { Place } from './place.ts';
import type { CommitStore } from './writing/commit-store.ts';

interface Parts {
  readonly waiting: Waiting;
  readonly maker: BatchMaker;
  readonly store: CommitStore;
  readonly place: Pick<Place, 'kind' | 'isPublic'>;
  readonly alarms: ArchiveAlarms;
  readonly clock: Clock;
  /** Between the announcement and the first commit where everybody can read it. */
  readonly publicNoticeMs: number;
}

const MINUTE_MS = 60_000;
/** What is so old when a server starts was not just written. */
const HISTORY_AGE_MS = 60 * MINUTE_MS;

/** A history goes to a new place only after it was said that it will, and to a public one when there was time to stop it. */
export function createMoveNotice({ waiting, maker, store, place, alarms, clock, publicNoticeMs }: Parts) {
  const isUnarchivedHistory = holdsHistory();

  return { isToMove, mustWait };

  /** Whether a history of before is to be brought here, and nothing of it has been. */
  function isToMove(): boolean {
    return store.newestDone() < 0 && (store.findElsewhere(ROOT) !== null || isUnarchivedHistory);
  }

  /** @returns why nothing may be brought yet, in words; null where it may. */
  async function mustWait(): Promise<string | null> {
    if (!isToMove()) return null;
    const { announced_at } = store.place();
    const now = clock.now();
    if (announced_at === null) return announce(now);
    const from = Date.parse(announced_at) + noticeMs();
    return now < from
      ? `The whole history will be brought to another place, from ${toMinute(from)} on.`
      : null;
  }

  async function announce(now: number): Promise<string> {
    const ms = noticeMs();
    await store.announce(new Date(now).toISOString());
    const from = ms === 0 ? 'the next pass' : toMinute(now + ms);
    alarms.announced(maker.eventsAfter(ROOT) + waiting.count, { from, isPublic: place.isPublic() });
    return describe(from);
  }

  /** Where GitHub has not said who can read it, it may be everybody. */
  function noticeMs(): number {
    return place.kind === 'github' && place.isPublic() !== false ? publicNoticeMs : 0;
  }

  /** Of a chat that kept no archive until now. */
  function holdsHistory(): boolean {
    if (place.kind !== 'github' || store.newestDone() >= 0 || waiting.count === 0) return false;
    const oldest = waiting.oldestAt();
    return oldest !== null && clock.now() - Date.parse(oldest) > HISTORY_AGE_MS;
  }
}

function describe(from: string): string {
  return `The whole history will be brought to another place, from ${from} on.`;
}

function toMinute(ms: number): string {
  return `${new Date(Math.ceil(ms / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
