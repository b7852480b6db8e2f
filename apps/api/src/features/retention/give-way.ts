import { setTimeout } from 'node:timers/promises';

const MIN_REST_MS = 2;
const MAX_REST_MS = 250;
/** So many times as long as was worked: whoever posts comes first. */
const RESTS = 2;

/** Rests after a piece of work that others had to wait for. @throws the signal's reason. */
export async function giveWay(workedMs: number, signal: AbortSignal): Promise<void> {
  const restMs = Math.min(MAX_REST_MS, Math.max(MIN_REST_MS, workedMs * RESTS));
  await setTimeout(restMs);
  signal.throwIfAborted();
}
