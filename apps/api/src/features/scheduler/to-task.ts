import type { Task } from '@bookchat/shared';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskRecord } from './task-record.ts';

interface Moment {
  readonly isFree: boolean;
  readonly schedule: string;
  readonly remainingMs: number;
  readonly now: number;
}

/** A task as the API shows it. */
export function toTask(definition: TaskDefinition, record: TaskRecord, moment: Moment): Task {
  const { enabled, started_at, runs, failures, failures_in_a_row } = record.row;
  return {
    name: definition.name,
    summary: definition.summary,
    enabled: enabled === 1,
    schedule: moment.schedule,
    default_schedule: definition.schedule,
    jitter: definition.jitterMs / 1_000,
    timeout: definition.timeoutMs / 1_000,
    running_since: moment.isFree ? null : started_at,
    next_run_at: toNextRun(moment),
    last_run: record.lastRun,
    runs,
    failures,
    failures_in_a_row,
  };
}

function toNextRun({ remainingMs, now }: Moment): string | null {
  return Number.isFinite(remainingMs) ? new Date(now + Math.max(0, remainingMs)).toISOString() : null;
}
