import { siteKey } from './client-key.ts';
import { createWindowCounters, type WindowCount } from './window-counters.ts';

/** A /48 may hold many households: together they may do this many times what one may. */
const SITE_FACTOR = 8;

export interface ClientCounters {
  /** Counts a hit for the client and for the network around it; answers with whichever is nearer its limit. */
  hit(client: string): WindowCount;
}

export function createClientCounters(windowMs: number, now?: () => number): ClientCounters {
  const counters = createWindowCounters(windowMs, now);
  return {
    hit(client) {
      const own = counters.hit(client);
      const site = siteKey(client);
      if (site === null) return own;
      const around = counters.hit(site);
      const share = Math.ceil(around.count / SITE_FACTOR);
      return share > own.count ? { count: share, resetsIn: around.resetsIn } : own;
    },
  };
}
