import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../db/open-database.ts';
import { prepareForget } from './queries.ts';

/** Few enough that a post never waits for long. */
const AT_ONCE = 1_000;

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Removes the breaches that ended within a span of time, some after some; says how many there were. */
export function createForgetBreaches(database: Database) {
  const forget = prepareForget(database);
  return async (span: Span, signal: AbortSignal): Promise<number> => {
    let forgotten = 0;
    for (let some = AT_ONCE; some === AT_ONCE; forgotten += some) {
      signal.throwIfAborted();
      some = await database.transact(() => forget.run({ ...span, most: AT_ONCE }));
      await setImmediate();
    }
    return forgotten;
  };
}
