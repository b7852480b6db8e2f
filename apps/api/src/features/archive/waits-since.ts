interface Circumstances {
  /** When the oldest of what waits was written, or put together to a batch. */
  readonly written: string;
  /** When the first was brought to the place; null where nothing has been. */
  readonly begunAt: string | null;
  readonly lastSuccessAt: string | null;
  /** Whether the archive goes no faster than it may, by its own choice. */
  readonly isPaced: boolean;
  readonly now: number;
}

/**
 * Since when the oldest of what waits is late. What is older than the archive in its place waits only since that was
 * begun, and as long as one commit after the other arrives, or limits are kept that were to be expected, it is not late.
 */
export function waitsSince({ written, begunAt, lastSuccessAt, isPaced, now }: Circumstances): string {
  const present = new Date(now).toISOString();
  if (begunAt === null) return present;
  if (written >= begunAt) return written;
  if (isPaced) return present;
  return lastSuccessAt !== null && lastSuccessAt > begunAt ? lastSuccessAt : begunAt;
}
