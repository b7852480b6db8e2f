import type { FastifyInstance } from 'fastify';
import { createDatabaseHealth, type DatabaseHealthParts } from './database-health.ts';
import { createSelfCheck, type SelfCheckParts } from './self-check.ts';

interface Parts extends DatabaseHealthParts, SelfCheckParts {
  /** Notes the figures of the minute; answers how that went, in words. */
  readonly recordMinute: () => Promise<string>;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

export function addMonitoringTasks({ scheduler }: Pick<FastifyInstance, 'scheduler'>, parts: Parts): void {
  const checkDatabase = createDatabaseHealth(parts);
  const checkSelf = createSelfCheck(parts);
  const { schedules } = parts.config;

  scheduler.add({
    name: 'database_health',
    summary: 'Reads the whole database for damage, counts its messages and measures it',
    schedule: schedules.database_health,
    jitterMs: MINUTE_MS,
    timeoutMs: 30 * MINUTE_MS,
    run: ({ signal }) => checkDatabase(signal),
  });
  scheduler.add({
    name: 'self_check',
    summary: 'Looks at the disks, the file of the database and how busy the process is',
    schedule: schedules.self_check,
    jitterMs: SECOND_MS,
    timeoutMs: 30 * SECOND_MS,
    run: checkSelf,
  });
  scheduler.add({
    name: 'metrics',
    summary: 'Notes the figures of the minute, for charts',
    schedule: schedules.metrics,
    jitterMs: 0,
    timeoutMs: 30 * SECOND_MS,
    run: parts.recordMinute,
    // What was missed while the server was down cannot be measured any more.
    isOverdue: () => false,
  });
}
