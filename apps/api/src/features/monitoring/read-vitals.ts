import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { fullestOf } from './check-disks.ts';
import type { DatabaseFileWatch } from './database-file.ts';
import type { DiskWatch } from './disk-watch.ts';

/** What can be measured of the server at a moment; null where it is unknown, or there is no such thing. */
export interface Vitals {
  readonly memoryBytes: number;
  readonly databaseBytes: number;
  readonly walBytes: number;
  /** Of the fullest disk. */
  readonly diskFreeBytes: number | null;
  readonly archiveBacklog: number | null;
  /** For how long the oldest of the backlog waits; 0 where nothing does. */
  readonly archiveLagSeconds: number | null;
  readonly backupAgeSeconds: number | null;
}

export interface VitalsParts {
  readonly clock: Clock;
  readonly disks: DiskWatch;
  readonly file: DatabaseFileWatch;
}

type Sources = Pick<FastifyInstance, 'archive' | 'backups'>;

export function createReadVitals(app: Sources, { clock, disks, file }: VitalsParts): () => Vitals {
  return () => {
    disks.keepFresh();
    const { bytes, walBytes } = file.look();
    return {
      memoryBytes: process.memoryUsage.rss(),
      databaseBytes: bytes,
      walBytes,
      diskFreeBytes: fullestOf(disks.latest?.known ?? [])?.freeBytes ?? null,
      archiveBacklog: app.archive.status().backlog,
      archiveLagSeconds: archiveLag(),
      backupAgeSeconds: secondsSince(app.backups.newest()?.verified_at ?? null),
    };
  };

  function archiveLag(): number | null {
    const { backlog } = app.archive.status();
    if (backlog === null || backlog === 0) return backlog;
    return secondsSince(app.archive.oldestWaitingAt());
  }

  function secondsSince(timestamp: string | null): number | null {
    return timestamp === null ? null : Math.max(0, (clock.now() - Date.parse(timestamp)) / 1_000);
  }
}
