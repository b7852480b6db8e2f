import type { Endpoint } from '@bookchat/shared';
import fp from 'fastify-plugin';
import { createLatencyHistogram, type LatencyHistogram } from '../lib/latency-histogram.ts';
import { createRouteFigures, type RouteCount } from './route-figures.ts';

export { BUCKETS_MS, type RouteCount } from './route-figures.ts';

/** How many of the newest answers times are kept of. */
const KEPT_TIMES = 100;

/** Counts what is answered. Every answer passes here, idle polls by the thousand: no allocation, no sorting. */
export interface RequestFigures {
  /**
   * @param ms from the moment on that the headers were read until the answer was handed over.
   * @param endpoint none of a file, and of what is nowhere.
   */
  answered(status: number, ms: number, endpoint?: Endpoint): void;
  /** Counts what was refused before it came to a route, and so has no time. */
  refused(): void;
  read(): RequestCount;
  /** By route and class of status. */
  readRoutes(): readonly RouteCount[];
  /** Of all answers since whoever keeps the history has reset it. */
  readonly recent: LatencyHistogram;
}

export interface RequestCount {
  readonly requests: number;
  /** Answers with 5xx. */
  readonly errors: number;
  /** Of the newest answers, at most 100, in milliseconds, shortest first. */
  readonly sortedMs: Float64Array;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly requestFigures: RequestFigures;
  }
}

export const requestFiguresPlugin = fp<{ figures: RequestFigures }>(
  async (app, { figures }) => {
    app.decorate('requestFigures', figures);
  },
  { name: 'request-figures' },
);

export function createRequestFigures(): RequestFigures {
  const times = new Float64Array(KEPT_TIMES);
  const routes = createRouteFigures();
  const recent = createLatencyHistogram();
  let requests = 0;
  let timed = 0;
  let errors = 0;

  return {
    answered(status, ms, endpoint) {
      requests += 1;
      if (status >= 500) errors += 1;
      times[timed % KEPT_TIMES] = ms;
      timed += 1;
      recent.note(ms);
      routes.answered(endpoint, status, ms);
    },
    refused() {
      requests += 1;
    },
    read: () => ({ requests, errors, sortedMs: times.slice(0, Math.min(timed, KEPT_TIMES)).sort() }),
    readRoutes: routes.read,
    recent,
  };
}
