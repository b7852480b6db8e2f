import { HOST_PREFIX, siteKey } from './client-key.ts';
import { createWindowCounters, type WindowCount } from './window-counters.ts';

/** A /48 may hold many households: together they may do this many times what one may. */
const SITE_FACTOR = 8;

export interface ClientCounters {
  /** Counts a hit for the client and for the network around it; answers with whichever is nearer its limit. */
  hit(client: string): WindowCount;
  /** The same without another hit. */
  peek(client: string): WindowCount;
  /** Whom a refusal is about: the client, or the network around it where that is what reached the limit. */
  blame(client: string): string;
}

export function createClientCounters(windowMs: number, now?: () => number): ClientCounters {
  const counters = createWindowCounters(windowMs, now);
  return {
    hit(client) {
      const site = siteKey(client);
      const own = counters.hit(client);
      return site === null ? own : nearer(own, counters.hit(site));
    },
    peek(client) {
      const site = siteKey(client);
      const own = counters.peek(client);
      return site === null ? own : nearer(own, counters.peek(site));
    },
    blame(client) {
      const site = siteKey(client);
      if (site === null) return client;
      const own = counters.peek(client);
      return nearer(own, counters.peek(site)) === own ? `${client}/${HOST_PREFIX}` : site;
    },
  };
}

function nearer(own: WindowCount, around: WindowCount): WindowCount {
  const share = Math.ceil(around.count / SITE_FACTOR);
  return share > own.count ? { count: share, resetsIn: around.resetsIn } : own;
}
