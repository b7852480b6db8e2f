const RETRY_MS = 10_000;

/** Loads what the page does without for a moment: tries again until it is there, or the signal aborts. */
export async function persistently<Part>(load: () => Promise<Part>, signal: AbortSignal): Promise<Part> {
  try {
    return await load();
  } catch {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, RETRY_MS);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
    return persistently(load, signal);
  }
}
