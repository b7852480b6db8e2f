const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * How long to stay away after `failures` failures in a row: it doubles up to a limit, and a random half
 * of it keeps a whole office from coming back in the same instant.
 */
export function retryDelayMs(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
  return whole / 2 + (random() * whole) / 2;
}
