import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import { createRegistry } from './create-registry.ts';
import { processRegistry } from './process-registry.ts';
import { secretFigures } from './secret-figures.ts';
import { type ServerFiguresParts, serverFigures } from './server-figures.ts';
import { taskFigures } from './task-figures.ts';

export type MetricsParts = ServerFiguresParts & { readonly clock: Clock };

/** Writes everything down for Prometheus. Its library is loaded when that is first asked for: most never do. */
export function createReadMetrics(app: FastifyInstance, parts: MetricsParts): () => Promise<string> {
  const figures = [...serverFigures(app, parts), ...taskFigures(app), ...secretFigures(app, parts.clock)];
  const { readRoutes } = app.requestFigures;
  let writing: Promise<() => Promise<string>> | null = null;

  return async () => {
    writing ??= load();
    return (await writing)();
  };

  async function load(): Promise<() => Promise<string>> {
    const { default: client } = await import('prom-client');
    const all = client.Registry.merge([
      createRegistry(client, { figures, readRoutes }),
      processRegistry(client),
    ]);
    return () => all.metrics();
  }
}
