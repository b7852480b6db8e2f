import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { parseSchedule, type Schedule } from '../../lib/parse-schedule.ts';
import type { Plan } from './plan.ts';
import {
  knownStart,
  type Planning,
  planAfter,
  planAfterStart,
  planCatchUp,
  planRepeat,
  seemsOverdue,
} from './plan-task.ts';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskRecord } from './task-record.ts';

/** When a task comes next. */
export interface TaskTimes {
  /** By which it goes now. */
  readonly schedule: string;
  /** Infinite while the task is disabled, and until the first time is planned. */
  remainingMs(): number;
  /** Plans the first time after the start of the server. */
  begin(): void;
  /** Plans the time after a start, or after one that is left out. */
  goOn(): void;
  /** Plans the interrupted run once more. */
  repeat(): void;
  /** Plans by the settings as they are now. */
  renew(): void;
}

interface Parts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: FastifyBaseLogger;
  /** Told when the next time is another one, without having been asked. */
  readonly replanned: () => void;
}

export function createTaskTimes(
  definition: TaskDefinition,
  record: TaskRecord,
  { clock, random, log, replanned }: Parts,
): TaskTimes {
  const configured = ensureConfigured(definition);
  let chosen = choose();
  let plan: Plan | null = null;

  return {
    get schedule() {
      return chosen.text;
    },
    remainingMs: () =>
      plan === null || record.row.enabled === 0 ? Number.POSITIVE_INFINITY : plan.remainingMs(),
    begin() {
      const seems = seemsOverdue(planning(), record.lastRun);
      plan = seems ? planCatchUp(planning(), record.lastRun) : planAfter(planning(), lastStart());
      void askWhetherOverdue(seems, plan);
    },
    goOn() {
      plan = planAfterStart(planning());
    },
    repeat() {
      plan = planRepeat(planning(), lastStart() ?? clock.now());
      replanned();
    },
    renew() {
      chosen = choose();
      plan = planAfter(planning(), lastStart());
    },
  };

  /** Until there is an answer, which may never come, the last run decides. */
  async function askWhetherOverdue(seems: boolean, first: Plan): Promise<void> {
    try {
      const isOverdue = (await definition.isOverdue?.()) ?? seems;
      if (isOverdue === seems || plan !== first) return; // nothing new, or it was started or changed meanwhile
      plan = isOverdue ? planCatchUp(planning(), record.lastRun) : planNotOverdue();
      replanned();
    } catch (error) {
      log.warn({ err: error }, 'whether the task is overdue cannot be told');
    }
  }

  function planNotOverdue(): Plan {
    const rest = planAfter(planning(), lastStart());
    return rest.remainingMs() > 0 ? rest : planAfterStart(planning());
  }

  function lastStart(): number | null {
    return knownStart(record.row, clock);
  }

  function planning(): Planning {
    return {
      schedule: chosen.schedule,
      jitterMs: definition.jitterMs,
      clock,
      random,
      cutOffs: record.row.cut_off_in_a_row,
    };
  }

  /** What cannot be read here, as another version wrote it, counts as not chosen. */
  function choose(): { text: string; schedule: Schedule } {
    const text = record.row.schedule ?? definition.schedule;
    const schedule = parseSchedule(text);
    return schedule === null ? { text: definition.schedule, schedule: configured } : { text, schedule };
  }
}

function ensureConfigured({ name, schedule }: TaskDefinition): Schedule {
  const parsed = parseSchedule(schedule);
  if (parsed === null) throw new Error(`The task ${name} has a schedule that never comes: ${schedule}`);
  return parsed;
}
