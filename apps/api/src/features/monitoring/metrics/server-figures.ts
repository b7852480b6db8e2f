import type { FastifyInstance } from 'fastify';
import { VERSION } from '../../../version.ts';
import type { DiskWatch } from '../disk-watch.ts';
import type { LoopWatch } from '../loop-watch.ts';
import type { MessageCount } from '../message-count.ts';
import type { Vitals } from '../read-vitals.ts';
import type { LoadShedding } from '../shed-load.ts';
import type { Figure } from './figure.ts';

export interface ServerFiguresParts {
  readonly readVitals: () => Vitals;
  readonly messages: MessageCount;
  readonly disks: DiskWatch;
  readonly shedding: LoadShedding;
  readonly loop: LoopWatch;
}

/** What the server says of itself, of what it keeps and of what waits. */
export function serverFigures(app: FastifyInstance, parts: ServerFiguresParts): Figure[] {
  const { messages, disks, shedding, loop } = parts;
  const { requestFigures, messageFigures, alerts, database } = app;
  const vitals = (name: keyof Vitals) => () => parts.readVitals()[name];
  const gauge = (name: string, help: string, read: Figure['read']): Figure => ({
    name,
    help,
    type: 'gauge',
    read,
  });
  const counter = (name: string, help: string, read: Figure['read']): Figure => ({
    name,
    help,
    type: 'counter',
    read,
  });

  return [
    gauge('info', 'Which version runs.', () => [[{ version: VERSION }, 1]]),
    counter(
      'requests_total',
      'Answers of whatever status, with what was refused before it came to a route.',
      () => requestFigures.read().requests,
    ),
    counter('request_errors_total', 'Answers with 5xx.', () => requestFigures.read().errors),
    counter(
      'requests_shed_total',
      'Requests of the chat refused because the event loop was held.',
      () => shedding.refused,
    ),
    gauge('shedding', '1 while requests of the chat are refused for that.', () => Number(shedding.isOn)),
    counter(
      'event_loop_held_seconds_total',
      'For how long the event loop was held, 50 ms or more at a time.',
      () => loop.heldMs / 1_000,
    ),
    gauge('messages', 'Messages in the database, once they were counted.', () => messages.now),
    counter('messages_written_total', 'Messages written since the start.', () => messageFigures.written),
    gauge('write_queue_depth', 'Messages that wait to be written.', () => messageFigures.queued()),
    counter('page_cache_hits_total', 'Newest pages that were ready.', () => messageFigures.pageHits),
    counter('page_cache_misses_total', 'Newest pages that had to be read.', () => messageFigures.pageMisses),
    gauge('database_bytes', 'Size of the database file.', vitals('databaseBytes')),
    gauge(
      'database_free_bytes',
      'Of the database file, what is free and not given back.',
      () => database.space.freeBytes,
    ),
    gauge('database_wal_bytes', 'Size of its write-ahead log.', vitals('walBytes')),
    gauge('database_sound', '0 once a broken page was met, until all is found sound.', () =>
      Number(database.condition.damage === null),
    ),
    gauge('database_writable', '0 while nothing can be written.', () =>
      Number(!/full|failing/.test(database.condition.writing)),
    ),
    counter(
      'slow_queries_total',
      'Statements that took SLOW_QUERY_MS or longer.',
      () => database.statements.slowCount,
    ),
    gauge('disk_free_bytes', 'Free room on each disk, by what lies on it.', () =>
      (disks.latest?.known ?? []).map(({ holds, freeBytes }) => [{ holds: holds.join(' and ') }, freeBytes]),
    ),
    gauge('disk_bytes', 'Size of each disk, by what lies on it.', () =>
      (disks.latest?.known ?? []).map(({ holds, totalBytes }) => [
        { holds: holds.join(' and ') },
        totalBytes,
      ]),
    ),
    gauge('archive_backlog', 'Messages and other events that no commit holds.', vitals('archiveBacklog')),
    gauge('archive_lag_seconds', 'For how long the oldest of them waits.', vitals('archiveLagSeconds')),
    gauge('archive_failing', '1 while the archive needs help.', () =>
      app.archive.status().state === 'off' ? null : Number(app.archive.status().state === 'failing'),
    ),
    gauge('retention_waiting', 'Messages past their time that stayed in the last run.', () =>
      app.retention.waiting(),
    ),
    gauge('backup_age_seconds', 'Since the newest backup was verified.', vitals('backupAgeSeconds')),
    gauge('alerts_open', 'Alerts that are not resolved.', () =>
      Object.entries(alerts.unresolved()).map(([severity, count]) => [{ severity }, count]),
    ),
    gauge('alerts_awaiting_delivery', 'Alerts of which a channel has yet to tell.', () =>
      alerts.awaitingDelivery(),
    ),
  ];
}
