import { setTimeout } from 'node:timers/promises';

const FIRST_PAUSE_MS = 500;

/** Between two tries of one pass: longer each time, and by chance not at the same time as others. */
export async function pauseBetweenTries(tries: number, signal: AbortSignal): Promise<void> {
  await setTimeout(FIRST_PAUSE_MS * 2 ** tries * (0.5 + Math.random()), undefined, { signal, ref: false });
}
