import type { FastifyBaseLogger } from 'fastify';
import { AlarmedError } from '../../../plugins/alarms.ts';
import type { RestoreDrill } from './restore-drill.ts';

/**
 * Runs one drill after the other, whatever comes of those before.
 * @returns what all of them have shown.
 * @throws the error of the one that failed, or one that tells of several; or the signal's reason.
 */
export async function runDrills(
  drills: readonly RestoreDrill[],
  { signal, log }: { readonly signal: AbortSignal; readonly log: FastifyBaseLogger },
): Promise<string> {
  const told: string[] = [];
  const failures: Failure[] = [];
  for (const { name, run } of drills) {
    signal.throwIfAborted();
    try {
      told.push(await run(signal));
    } catch (error) {
      signal.throwIfAborted();
      failures.push({ name, error });
    }
  }
  if (failures.length > 0) throw failWith(failures, log);
  return told.join(' ');
}

interface Failure {
  readonly name: string;
  readonly error: unknown;
}

/** One comes as it is, for whoever ran the task to log. */
function failWith(failures: readonly Failure[], log: FastifyBaseLogger): unknown {
  const [first, ...others] = failures;
  if (others.length === 0) return first?.error;
  for (const { name, error } of failures) log.error({ err: error }, `the drill of the ${name} has failed`);
  const message = failures
    .map(({ error }) => (error instanceof Error ? error.message : String(error)))
    .join(' ');
  const areTold = failures.every(({ error }) => error instanceof AlarmedError);
  return areTold ? new AlarmedError(message) : new Error(message);
}
