import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import type { ArchiveAlarms } from './archive-alarms.ts';
import type { Place } from './place.ts';
import { TargetError } from './targets/target-error.ts';

interface Parts {
  readonly place: Pick<Place, 'lookAround' | 'isPublic' | 'name'>;
  readonly alarms: ArchiveAlarms;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
}

/** To ask costs nothing of GitHub's quota as long as nothing has changed. */
const INTERVAL_MS = 60_000;

/** Notices within a minute that everybody can read the repository, also while nothing is written there. */
export function createVisibilityWatch({ place, alarms, clock, log }: Parts) {
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** @throws TargetError where the place lets nobody in, or asks to be left alone. */
  return async (signal: AbortSignal): Promise<void> => {
    if (clock.elapsed() - lookedAt < INTERVAL_MS) return;
    lookedAt = clock.elapsed();
    const before = place.isPublic();
    await ask(signal);
    const now = place.isPublic();
    if (now === before || now === null) return;
    if (now) log.warn(`archive: everybody can read ${place.name}`);
    alarms.isPublic(now);
  };

  async function ask(signal: AbortSignal): Promise<void> {
    try {
      await place.lookAround(signal);
    } catch (error) {
      if (!(error instanceof TargetError) || MEANT_FOR_ALL.includes(error.trouble.kind)) throw error;
      log.debug({ err: error }, 'who can read the archive could not be asked'); // whatever is brought next tells it
    }
  }
}

const MEANT_FOR_ALL: readonly TargetError['trouble']['kind'][] = ['blocked', 'denied'];
