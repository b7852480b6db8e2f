import { livez, readMetrics, readStats } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../lib/problem-error.ts';

export interface Maintenance {
  /** Whether the server takes no requests but its operators' questions. */
  readonly isOn: boolean;
  /** What is being done, as a clause for people; null while nothing is. */
  readonly what: string | null;
  /**
   * Takes no requests while `work` is done. What is under way goes on.
   * @param what is done, as a clause for people: "a backup is being restored".
   * @throws ProblemError `already_running` where something else is being done.
   */
  during<T>(what: string, work: () => Promise<T>): Promise<T>;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly maintenance: Maintenance;
  }
}

const RETRY_AFTER_SECONDS = '2';
const LET_THROUGH: ReadonlySet<string> = new Set([livez.path, readMetrics.path, readStats.path]);

/** Sends everyone away for a moment, in which the database may change under the server. */
export const maintenancePlugin = fp(
  async (app) => {
    let current: string | null = null;
    app.decorate('maintenance', {
      get isOn() {
        return current !== null;
      },
      get what() {
        return current;
      },
      async during(what, work) {
        if (current !== null) throw new ProblemError('already_running', `Wait: ${current}.`);
        current = what;
        const resume = app.readiness.pause((request) => (isLetThrough(request) ? null : inMaintenance(what)));
        try {
          return await work();
        } finally {
          resume();
          current = null;
        }
      },
    });
  },
  { name: 'maintenance', dependencies: ['readiness'] },
);

/** A supervisor must not take it for dead, and its operators may look on. */
function isLetThrough({ routeOptions }: FastifyRequest): boolean {
  const { endpoint } = routeOptions.config;
  if (endpoint === undefined) return false;
  if (LET_THROUGH.has(endpoint.path)) return true;
  return endpoint.method === 'GET' && endpoint.path.startsWith('/api/system/');
}

function inMaintenance(what: string): ProblemError {
  return new ProblemError(
    'maintenance',
    `The server is in maintenance: ${what}. It takes a moment; try again in a few seconds.`,
    { headers: { 'retry-after': RETRY_AFTER_SECONDS }, isToldOnce: true },
  );
}
