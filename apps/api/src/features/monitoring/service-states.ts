import type { ArchiveStatus, Backup, Health, ServiceHealth } from '@bookchat/shared';
import type { Config } from '../../config.ts';
import type { ConditionWatch } from '../../db/condition.ts';
import { describeState } from './check-database-file.ts';
import { describeDisk, describeSilent, fullestOf, judgeDisk, NO_DISK } from './check-disks.ts';
import type { DatabaseFile } from './database-file.ts';
import type { Disks } from './disk-watch.ts';

type Services = Health['services'];

const HOUR_MS = 3_600_000;

export function archiveState({ state, problem, backlog, place }: ArchiveStatus): ServiceHealth {
  if (state === 'off' || place === null) return { status: 'off', message: 'No archive is kept.' };
  if (problem !== null && state === 'failing') return degraded(problem);
  const waits = backlog === null || backlog === 0 ? 'Nothing waits' : `${backlog} changes wait`;
  return healthy(`${waits} to be brought to ${place.name}.${problem === null ? '' : ` ${problem}`}`);
}

/** Restoring takes the database away for a moment, which is no trouble. */
export function maintenanceState(what: string): ServiceHealth {
  return degraded(`In maintenance: ${what}. Requests are refused until that is done.`);
}

/** @param isReadable whether a query has just been answered. */
export function databaseState(
  isReadable: boolean,
  { writing, damage }: Pick<ConditionWatch, 'writing' | 'damage'>,
  { state }: Pick<DatabaseFile, 'state'>,
): ServiceHealth {
  if (!isReadable) return unhealthy('It cannot be read.');
  if (state !== 'there') return unhealthy(`${describeState(state)} while the server runs.`);
  if (damage !== null) return unhealthy('It is damaged: see the alerts for what to do.');
  if (writing === 'full') return unhealthy('The disk is full: nothing can be saved.');
  if (writing === 'failing') return unhealthy('It cannot be written.');
  return healthy('It can be read and written.');
}

export function cacheState({ pageHits, pageMisses }: Record<'pageHits' | 'pageMisses', number>) {
  const asked = pageHits + pageMisses;
  const message =
    asked === 0 ? 'Nobody has asked for a newest page yet.' : `${pageHits} of ${asked} pages were ready.`;
  return {
    ...healthy(message),
    hit_rate: asked === 0 ? null : Math.round((pageHits / asked) * 1_000) / 1_000,
  } satisfies Services['cache'];
}

export function backupsState(newest: Backup | null, overdueHours: number, nowMs: number): ServiceHealth {
  if (newest === null) return degraded('There is no verified backup yet.');
  const hours = Math.max(0, Math.floor((nowMs - Date.parse(newest.verified_at)) / HOUR_MS));
  const message = `The newest backup that was verified is ${newest.id}, ${hours} h ago.`;
  return hours < overdueHours ? healthy(message) : degraded(message);
}

interface SchedulerState {
  readonly running: boolean;
  readonly tasks: number;
  readonly disabled: readonly string[];
  readonly failing: readonly string[];
}

export function schedulerState({ running, tasks, disabled, failing }: SchedulerState): ServiceHealth {
  if (!running) return degraded('It does not run, so nothing happens by itself.');
  if (failing.length > 0) return degraded(`These tasks fail: ${failing.join(', ')}.`);
  if (disabled.length === 0) return healthy(`It runs ${tasks} tasks.`);
  const enabled = tasks - disabled.length;
  return enabled === 0
    ? degraded('All its tasks are switched off, so nothing happens by itself.')
    : healthy(`It runs ${enabled} of ${tasks} tasks; switched off: ${disabled.join(', ')}.`);
}

export function diskState(disks: Disks | null, thresholds: Config['thresholds']): Services['disk'] {
  const unknown = { free_bytes: null, total_bytes: null };
  if (disks === null) return { ...healthy('It was not looked at yet.'), ...unknown };
  const fullest = fullestOf(disks.known);
  const figures =
    fullest === undefined ? unknown : { free_bytes: fullest.freeBytes, total_bytes: fullest.totalBytes };
  if (fullest !== undefined && judgeDisk(fullest, thresholds) !== null)
    return { ...degraded(`${describeDisk(fullest)}.`), ...figures };
  if (disks.silent !== null) return { ...degraded(`${describeSilent(disks.silent)}.`), ...figures };
  return {
    ...(fullest === undefined ? degraded(NO_DISK) : healthy(`${describeDisk(fullest)}.`)),
    ...figures,
  };
}

function healthy(message: string): ServiceHealth {
  return { status: 'healthy', message };
}

/** The chat goes on, something beside it does not. */
function degraded(message: string): ServiceHealth {
  return { status: 'degraded', message };
}

/** The chat itself does not work. */
function unhealthy(message: string): ServiceHealth {
  return { status: 'unhealthy', message };
}
