import type { FastifyInstance } from 'fastify';
import type { Config } from '../../../config.ts';
import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import type { Backups } from '../backups.ts';
import type { OperationReport } from '../operations.ts';
import { drillRestore } from './drill-restore.ts';
import { judgeDrill, judgeFailedDrill } from './judge-drill.ts';
import { runDrills } from './run-drills.ts';

interface Parts {
  readonly config: Config;
  readonly backups: Backups;
}

const MINUTE_MS = 60_000;

/** Tries, regularly, what nobody wants to try for the first time when it matters. */
export function addDrillTask(app: FastifyInstance, { config, backups }: Parts): void {
  const live = config.database === ':memory:' ? null : config.database;

  app.scheduler.add({
    name: 'restore_drill',
    summary: 'Restores the newest backup and the archive beside the database, and compares them row by row.',
    schedule: config.schedules.restore_drill,
    jitterMs: 30 * MINUTE_MS,
    timeoutMs: 120 * MINUTE_MS,
    // The others leave the backups alone, and so hold up nobody who needs one.
    run: ({ signal, log }) =>
      runDrills([{ name: 'backup', run: drillBackup }, ...app.restoreDrills], { signal, log }),
  });

  function drillBackup(signal: AbortSignal): Promise<string> {
    return backups.during('drill', (report) => drill(report, signal), { waitUntil: signal });
  }

  async function drill(report: OperationReport, signal: AbortSignal): Promise<string> {
    await backups.list();
    const newest = backups.newest();
    if (newest === null) return 'There is no backup yet.';
    report.name(newest.id);
    return judge(newest.id, { signal, onProgress: report.progress });
  }

  async function judge(id: string, options: WorkerOptions): Promise<string> {
    const places = { live, dataDir: config.dataDir };
    const drilled = await drillRestore(backups.filesOf(id), places, options).catch((error: unknown) => {
      judgeFailedDrill(id, error, app.alarms);
      throw error;
    });
    return judgeDrill(drilled, app.alarms);
  }
}
