import type { Registry } from 'prom-client';

type PromClient = typeof import('prom-client');

let registry: Registry | null = null;

/**
 * What prom-client knows of the process: one for all servers in it, as what it installs to observe the garbage
 * collector and the event loop is never taken away again.
 */
export function processRegistry(client: PromClient): Registry {
  if (registry === null) {
    registry = new client.Registry();
    client.collectDefaultMetrics({ register: registry });
  }
  return registry;
}
