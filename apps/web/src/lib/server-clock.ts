/** Below this the clocks agree: nobody sees it, and one that keeps being set back would mix up what is written. */
const TOLERANCE_MS = 60_000;

export interface ServerClock {
  /** The server's time, as far as its answers have told it: a page's own clock may be days off. */
  now(): Date;
  /** Fetches, and listens to the time that each answer gives. */
  readonly fetch: typeof globalThis.fetch;
}

export function serverClock(clock: () => Date, fetch = globalThis.fetch): ServerClock {
  let aheadMs = 0;
  return { now, fetch: listen };

  function now(): Date {
    return new Date(clock().getTime() + aheadMs);
  }

  async function listen(...request: Parameters<typeof fetch>): Promise<Response> {
    const response = await fetch(...request);
    const offMs = Date.parse(response.headers.get('date') ?? '') - now().getTime();
    if (Math.abs(offMs) > TOLERANCE_MS) aheadMs += offMs;
    return response;
  }
}
