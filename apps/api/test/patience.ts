import { vi } from 'vitest';

/** What never comes still fails, and what comes late on a busy machine does not. */
const PATIENCE_MS = 10_000;

const { waitFor } = vi;

vi.waitFor = (callback, options) =>
  waitFor(
    callback,
    typeof options === 'object' ? { timeout: PATIENCE_MS, ...options } : (options ?? PATIENCE_MS),
  );
