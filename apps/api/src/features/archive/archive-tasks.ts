import type { ArchiveVerification } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import { AlarmedError } from '../../plugins/alarms.ts';
import type { PassOptions } from './archiver.ts';
import { describeVerification } from './describe-verification.ts';
import type { Place } from './place.ts';
import { HistoryError } from './targets/history-error.ts';
import { TargetError } from './targets/target-error.ts';

interface Parts {
  readonly config: Config;
  readonly place: Place;
  readonly pass: (options: PassOptions) => Promise<string>;
  readonly verify: (options: { signal: AbortSignal }) => Promise<ArchiveVerification>;
}

const MINUTE_MS = 60_000;
export const ARCHIVE_TASK = 'archive';

/** What keeps the archive up with the chat, and proves that it is. */
export function addArchiveTasks(app: FastifyInstance, { config, place, pass, verify }: Parts): void {
  app.scheduler.add({
    name: ARCHIVE_TASK,
    summary: `Brings what was written to the archive in ${place.name}.`,
    schedule: `${config.archive.intervalSeconds}s`,
    jitterMs: 1_000,
    timeoutMs: 12 * 60 * MINUTE_MS,
    run: ({ signal, isByHand }) => telling(() => pass({ signal, isByHand })),
  });

  app.scheduler.add({
    name: 'archive_verify',
    summary: 'Makes every file of the archive anew from the database, and compares it with the repository.',
    schedule: config.schedules.archive_verify,
    jitterMs: 5 * MINUTE_MS,
    timeoutMs: 60 * MINUTE_MS,
    run: ({ signal }) =>
      telling(async () => {
        const found = await verify({ signal });
        if (!found.same) throw new AlarmedError(describeVerification(found));
        return describeVerification(found);
      }),
  });
}

/** The archive tells of its troubles itself, with words of its own. */
async function telling(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TargetError || error instanceof HistoryError) throw new AlarmedError(error.message);
    throw error;
  }
}
