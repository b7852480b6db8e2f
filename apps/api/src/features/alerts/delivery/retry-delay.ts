const FIRST_DELAY_MS = 30_000;
const MAX_DELAY_MS = 15 * 60_000;
/** With the delays below: over an hour. */
export const MAX_TRIES = 9;

/**
 * How long to wait after so many failures in a row: half a minute, then twice as long each time, up to a quarter of an
 * hour; a quarter more or less, so that many servers do not come back at once.
 * @param random from 0 up to 1.
 */
export function retryDelay(failures: number, random: number): number {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), MAX_DELAY_MS);
  return delay * (0.75 + random / 2);
}
