import type { RoomRetention } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../../config.ts';
import type { Clock } from '../../../lib/clock.ts';
import { removesMessages } from '../days-of.ts';
import { describeRun } from '../describe-run.ts';
import { firstKeptDay } from '../first-kept-day.ts';
import type { createLastRun } from '../last-run.ts';
import { tellOfWaiting } from '../retention-alarms.ts';
import type { Surveyed } from '../survey.ts';
import { fillPages } from './fill-pages.ts';
import { giveBackSpace } from './give-back-space.ts';
import { createMoveToYearly } from './move-to-yearly.ts';
import { createRemoveFiles } from './remove-files.ts';
import { removeOldLogs } from './remove-old-logs.ts';
import { createSweepReceipts } from './sweep-receipts.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly look: (signal?: AbortSignal) => Promise<Surveyed>;
  readonly lastRun: ReturnType<typeof createLastRun>;
}

/** Never met: of a room that keeps all, nothing is past. */
const FOR_GOOD = Number.POSITIVE_INFINITY;

/** What has been done so far. */
interface Done {
  removed: number;
  toYearly: number;
  freedBytes: number;
  /** Why not more room was given back; empty where there is no more. */
  unfreed: string;
  readonly logs: number;
}

interface Leaving {
  readonly room: string;
  /** The first day that stays. */
  readonly day: string;
}

const PRIVATE_ROOM = 'a private room';
const NOTHING_STAYS = { rooms: [], hindrance: null };

/**
 * One run: everything that may leave, and the room that it leaves behind. What ends it on its way, the next goes on with.
 */
export function createRun(app: FastifyInstance, { config, clock, look, lastRun }: Parts) {
  const { database, alarms, archive, rooms: known } = app;
  const removeFiles = createRemoveFiles({ app, file: config.database, clock });
  const moveToYearly = createMoveToYearly({
    app,
    dir: config.retention.yearlyDir,
    copyDir: config.backups.copyDir,
  });
  const sweepReceipts = createSweepReceipts(app);

  /** @returns what was done, in words. @throws AlarmedError where the archive is not as it should be; or the signal's reason. */
  return async (signal: AbortSignal): Promise<string> => {
    const startedAt = clock.now();
    const done: Done = { removed: 0, toYearly: 0, freedBytes: 0, unfreed: '', logs: await forgetLogs() };
    const before = await look(signal);
    try {
      await removeAll(before, done, signal);
    } catch (error) {
      // What could not be noted either, as on a full disk, is no news beside what went wrong.
      if (!signal.aborted) await note(startedAt, done, await look()).catch(() => {});
      throw error;
    }
    return note(startedAt, done, isAllGone(before, done) ? NOTHING_STAYS : await look());
  };

  async function forgetLogs(): Promise<number> {
    const { logDays } = config.retention;
    return logDays === null ? 0 : removeOldLogs(config.logs.dir, logDays, clock);
  }

  async function removeAll({ rooms, isRestored }: Surveyed, done: Done, signal: AbortSignal): Promise<void> {
    if (archive.target === null || isRestored) return;
    for (const room of rooms.filter(({ to_yearly }) => to_yearly > 0))
      done.toYearly += await moveToYearly(toLeaving(room), signal);
    const leaving = rooms.filter(({ past, to_yearly }) => past > to_yearly).map(toLeaving);
    if (leaving.length > 0) await removeArchived(leaving, done, signal);
    await sweepReceipts(signal); // also those that a run before this one was cut off from
    done.freedBytes = await giveBackSpace(database, config.database, {
      signal,
      fillPages: async () => {
        if (removesMessages(config.retention)) done.unfreed = await fillPages(database, config, signal);
      },
    });
  }

  async function removeArchived(leaving: readonly Leaving[], done: Done, signal: AbortSignal): Promise<void> {
    const upTo = await archive.verifiedUpTo(signal);
    for (const room of leaving) done.removed += await removeFiles({ ...room, upTo }, signal);
  }

  function toLeaving({ room, days }: RoomRetention): Leaving {
    return { room, day: firstKeptDay(clock.now(), days ?? FOR_GOOD) };
  }

  function withoutSecret(room: RoomRetention): RoomRetention {
    return known.isForSome(room.room) ? { ...room, room: PRIVATE_ROOM } : room;
  }

  /** For whoever wants to know what stays, and why. */
  async function note(
    startedAt: number,
    done: Done,
    { rooms, hindrance }: Pick<Surveyed, 'rooms' | 'hindrance'>,
  ): Promise<string> {
    const now = clock.now();
    tellOfWaiting(alarms, { rooms: rooms.map(withoutSecret), hindrance, now });
    const waiting = rooms.reduce((sum, room) => sum + room.past, 0);
    const message = describeRun({ ...done, waiting });
    await lastRun.save({
      started_at: new Date(startedAt).toISOString(),
      finished_at: new Date(now).toISOString(),
      removed: done.removed,
      to_yearly: done.toYearly,
      waiting,
      freed_bytes: done.freedBytes,
      message,
    });
    return message;
  }
}

/** What was past its time when it began; a day that ends meanwhile is for the next run. */
function isAllGone({ rooms }: Surveyed, { removed, toYearly }: Done): boolean {
  return rooms.reduce((sum, { past }) => sum + past, 0) <= removed + toYearly;
}
