const NOW_MS = Date.UTC(2026, 10, 20, 12);

/** The moment so many seconds before the time at which the tests of the operator's page take place; below zero, after it. */
export function at(secondsAgo: number): string {
  return new Date(NOW_MS - secondsAgo * 1_000).toISOString();
}
