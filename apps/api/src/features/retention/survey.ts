import type { RoomRetention } from '@bookchat/shared';
import type { Config } from '../../config.ts';
import { runInWorker, type WorkerOptions } from '../../lib/run-in-worker.ts';
import { daysOf } from './days-of.ts';
import { firstKeptDay } from './first-kept-day.ts';
import type { RoomSurvey, Survey, SurveyInput } from './jobs/survey-rooms.ts';

export interface Surveyed {
  readonly rooms: readonly RoomRetention[];
  readonly verifiedAt: string | null;
  /** Why nothing can leave at present, in words; null where nothing is in the way. */
  readonly hindrance: string | null;
  /** Whether a restore is not over yet, in which nothing leaves at all. */
  readonly isRestored: boolean;
}

interface Wanted {
  readonly config: Config;
  /** The place of the archive; null where there is none. */
  readonly target: string | null;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Says what is past its time and what may leave; it changes nothing, and nobody waits for it. */
export async function survey(
  { config, target, now }: Wanted,
  options: WorkerOptions = {},
): Promise<Surveyed> {
  const { retention } = config;
  const toDay = (days: number | null) => (days === null ? null : firstKeptDay(now, days));
  const rooms = new Map([...retention.rooms].map(([room, days]) => [room, toDay(days)]));
  const input: SurveyInput = { file: config.database, target, day: toDay(retention.days), rooms };
  const found = await runInWorker<Survey>('surveyRooms', input, options);
  return {
    rooms: found.rooms.map((room) => toRoom(room, daysOf(room.room, retention))),
    verifiedAt: found.verifiedAt,
    hindrance: describeHindrance(target, found),
    isRestored: found.isRestored,
  };
}

function toRoom(
  { room, past, removable, toYearly, oldestWaitingAt }: RoomSurvey,
  days: number | null,
): RoomRetention {
  const waiting = past - removable - toYearly;
  return { room, days, past, removable, waiting, to_yearly: toYearly, oldest_waiting_at: oldestWaitingAt };
}

export function describeHindrance(
  target: string | null,
  { isRestored, verifiedAt }: Pick<Survey, 'isRestored' | 'verifiedAt'>,
): string | null {
  if (target === null)
    return 'There is no archive, and what is nowhere else does not leave the database. Set ARCHIVE=on.';
  if (isRestored)
    return 'A backup was restored, and what the archive holds beyond it is still to be taken in: the next pass of the archive does that.';
  if (verifiedAt === null)
    return 'The archive was not found to be as the database has it. Look at the archive, and verify it.';
  return null;
}
