import { setTimeout } from 'node:timers/promises';
import type { Waiting } from './batches/waiting.ts';

/** Rests after such a piece of work, where people write meanwhile: whoever posts comes first. */
export type Breathe = (workedMs: number) => Promise<void>;

/** So many times as long as was worked. */
const RESTS = 3;
const MAX_REST_MS = 2_000;
/** People write where the last message is not older. */
const LATELY_MS = 1_000;

export function createBreather({ arrived }: Pick<Waiting, 'arrived'>): Breathe {
  let seen = arrived();
  let seenAt = Number.NEGATIVE_INFINITY;

  return async (workedMs) => {
    const now = performance.now();
    if (arrived() > seen) seenAt = now;
    seen = arrived();
    if (now - seenAt < LATELY_MS)
      await setTimeout(Math.min(workedMs * RESTS, MAX_REST_MS), undefined, { ref: false });
  };
}
