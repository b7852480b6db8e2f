/** Calls `act` again and again, this many milliseconds apart, until the signal aborts. */
export function every(intervalMs: number, act: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const timer = setInterval(act, intervalMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
