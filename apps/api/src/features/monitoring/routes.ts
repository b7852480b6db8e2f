import { readStats } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { watchCpuShare } from './cpu-share.ts';
import { createReadStats } from './read-stats.ts';

export function addStatsRoute(app: FastifyInstance, untilClosed: AbortSignal): void {
  addEndpoint(app, readStats, createReadStats(app.requestFigures, watchCpuShare(untilClosed)));
}
