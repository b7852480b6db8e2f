import type { Alarms } from '../../plugins/alarms.ts';

const CAUSE = 'event_loop';
/** How many looks in a row must find it calm before the alarm ends: some minutes, as it is looked at each minute. */
const CALM_LOOKS = 5;

/**
 * Holds the longest time in which nothing was answered to the threshold; answers how long that was, in words.
 * @param takeLongest for how long it was at most since this was asked last, in milliseconds.
 */
export function createLoopCheck(
  takeLongest: () => number,
  thresholdMs: number,
  alarms: Alarms,
): () => string {
  let calmLooks = 0;

  return () => {
    const heldMs = Math.round(takeLongest());
    calmLooks = heldMs < thresholdMs ? calmLooks + 1 : 0;
    if (calmLooks === 0) alarms.raise(toAlarm(heldMs, thresholdMs));
    else if (calmLooks >= CALM_LOOKS) alarms.clear(CAUSE);
    return `The process was held for ${heldMs} ms at most.`;
  };
}

function toAlarm(heldMs: number, thresholdMs: number) {
  return {
    cause: CAUSE,
    severity: 'WARNING',
    title: 'The server was too busy to answer',
    message:
      `For ${heldMs} ms nothing was answered, neither posts nor polls. Something else on the machine may take its ` +
      'processor, its memory may be exhausted, or the machine was suspended. If it happens again and again, give ' +
      'BookChat a quieter machine, and report it.',
    details: { held_ms: heldMs, threshold_ms: thresholdMs },
  } as const;
}
