import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import type { RatePolicy } from './policies.ts';
import { beyondLimit } from './too-many-requests.ts';

/** The backups that may be made on demand within a day: one count for the whole server, whoever asks. */
export interface DailyBackups {
  /**
   * Takes one, just before it is begun: what is refused before costs none.
   * @returns what gives it back where no backup came of it.
   * @throws ProblemError `rate_limited` while none is left.
   */
  take(request: FastifyRequest): () => void;
  /** `resetsAt` is when the first of those taken comes back; null while all are left. */
  left(): { readonly left: number; readonly resetsAt: Date | null };
  /** Says, at a start, which were made before it. */
  seed(times: readonly Date[]): void;
}

export function createDailyBackups(
  { max, timeWindow }: RatePolicy,
  clock: Clock,
  onExceeded: (request: FastifyRequest) => void,
): DailyBackups {
  /** On the clock that never jumps, oldest first. */
  let taken: number[] = [];

  return {
    take(request) {
      const used = stillTaken();
      if (used.length >= max) {
        onExceeded(request);
        throw allMade(max, msUntilNext(used));
      }
      const at = clock.elapsed();
      taken = [...used, at];
      return () => giveBack(at);
    },
    left() {
      const used = stillTaken();
      const resetsAt = used.length === 0 ? null : new Date(clock.now() + msUntilNext(used));
      return { left: max - used.length, resetsAt };
    },
    seed(times) {
      taken = [...times.flatMap(toElapsed), ...taken].sort((a, b) => a - b).slice(-max);
    },
  };

  function stillTaken(): number[] {
    return taken.filter((at) => clock.elapsed() - at < timeWindow);
  }

  function giveBack(at: number): void {
    const index = taken.lastIndexOf(at);
    if (index >= 0) taken = taken.toSpliced(index, 1);
  }

  function msUntilNext([oldest = 0]: readonly number[]): number {
    return oldest + timeWindow - clock.elapsed();
  }

  /**
   * A time that is not over yet was told by a clock that has been set back since: it counts as just made, and
   * where it is further off than a day, not at all. So nobody is locked out for long.
   */
  function toElapsed(time: Date): number[] {
    const age = clock.now() - time.getTime();
    return Math.abs(age) < timeWindow ? [clock.elapsed() - Math.max(0, age)] : [];
  }
}

function allMade(max: number, resetsInMs: number) {
  const minutes = Math.ceil(resetsInMs / 60_000);
  const wait = minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
  return beyondLimit(
    `All backups on demand of this day were made (${max}). The next can be made in ${wait}; those of the schedule go on.`,
    max,
    resetsInMs,
  );
}
