import type { FastifyBaseLogger } from 'fastify';
import type { ArchiveAlarms } from './archive-alarms.ts';
import type { Place } from './place.ts';
import { TargetError } from './targets/target-error.ts';

interface Parts {
  readonly place: Place;
  readonly alarms: ArchiveAlarms;
  readonly log: FastifyBaseLogger;
  /** Whether the server has just started: later nobody wants to read it again. */
  readonly isFirst: boolean;
}

/** Looks what works, and says so in one line. Nothing waits for it, and what does not work is told as it is met. */
export async function checkArchive(
  { place, alarms, log, isFirst }: Parts,
  signal: AbortSignal,
): Promise<void> {
  try {
    const found = await place.check(signal);
    log[isFirst ? 'info' : 'debug'](`archive: ${found}`);
    alarms.isPublic(place.isPublic() === true);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof TargetError) log.warn(`archive: ${error.message}`);
    else log.error({ err: error }, 'the archive could not be looked at');
  }
}
