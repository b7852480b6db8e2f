import type { Database } from '../../src/db/open-database.ts';
import type { Target } from '../../src/features/archive/targets/target.ts';
import { CrashError } from './crash-error.ts';

/** Counts what is done to the database and to the place, and ends the life of whoever does it at one of these steps. */
export interface CrashPoints {
  /** How many steps there have been. */
  readonly steps: number;
  database(real: Database): Database;
  target(real: Target): Target;
}

const WRITES = ['writeTree', 'writeCommit', 'writeFirst', 'moveBranch', 'readHead'] as const;

/** @param at the step at which it ends; odd ones once it is done, even ones before. Null: it does not. */
export function createCrashPoints(at: number | null): CrashPoints {
  let steps = 0;

  return {
    get steps() {
      return steps;
    },
    database: (real) => ({
      ...real,
      get epoch() {
        return real.epoch;
      },
      transact: (work) => pass(() => real.transact(work)),
    }),
    target(real) {
      const wrapped = { ...real } as Record<string, unknown>;
      for (const name of WRITES) {
        const method = real[name] as (...args: unknown[]) => Promise<unknown>;
        wrapped[name] = (...args: unknown[]) => pass(() => method.apply(real, args));
      }
      return wrapped as unknown as Target;
    },
  };

  async function pass<T>(work: () => Promise<T>): Promise<T> {
    end();
    const result = await work();
    end();
    return result;
  }

  function end(): void {
    if (steps++ === at) throw new CrashError(`ended at step ${at}`);
  }
}
