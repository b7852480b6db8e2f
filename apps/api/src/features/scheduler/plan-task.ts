import type { TaskRun } from '@bookchat/shared';
import type { Clock } from '../../lib/clock.ts';
import type { Schedule } from '../../lib/parse-schedule.ts';
import { nextTime, type Plan, planPause, planTime } from './plan.ts';

export interface Planning {
  readonly schedule: Schedule;
  readonly jitterMs: number;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** In how many runs in a row the process died. */
  readonly cutOffs: number;
}

const MAX_JITTER_PART = 0.1;
/** What is overdue when the server starts waits so long, so that the first requests come first. */
const CATCH_UP_AFTER_MS = 5_000;
/**
 * An interrupted run is not repeated sooner, or after its pause: one that brings the server down must not do so at
 * each start. Each further time in a row it waits for twice as long.
 */
const REPEAT_AFTER_MS = 60_000;

/** The next time after a start that happens now. */
export function planAfterStart(planning: Planning): Plan {
  return planAfter(planning, planning.clock.now());
}

/** The next time after a start at `startedAt`: a pause that is over, or unknown, makes it due at once. */
export function planAfter(planning: Planning, startedAt: number | null): Plan {
  const { schedule, clock } = planning;
  if (schedule.kind === 'cron') return planTime(schedule, jitter(planning), clock);
  const passedMs = startedAt === null ? Number.POSITIVE_INFINITY : clock.now() - startedAt;
  return planPause(Math.max(0, schedule.ms - passedMs + jitter(planning)), clock);
}

/** The next time of a run that was interrupted after a start at `startedAt`. */
export function planRepeat(planning: Planning, startedAt: number): Plan {
  return planPause(Math.max(0, untilRepeat(planning, startedAt)), planning.clock);
}

/** Whether a task that last ran as given has missed a time while the server was down. */
export function seemsOverdue({ schedule, clock }: Planning, lastRun: TaskRun | null): boolean {
  const startedAt = knownStart(lastRun, clock);
  if (startedAt === null || lastRun?.result === 'interrupted') return true;
  const due = schedule.kind === 'every' ? startedAt + schedule.ms : nextTime(schedule, startedAt);
  return due <= clock.now();
}

/** Soon after the start of the server. */
export function planCatchUp(planning: Planning, lastRun: TaskRun | null): Plan {
  const startedAt = knownStart(lastRun, planning.clock);
  const isRepeat = lastRun?.result === 'interrupted' && startedAt !== null;
  const waitMs = isRepeat ? untilRepeat(planning, startedAt) : 0;
  return planPause(Math.max(CATCH_UP_AFTER_MS, waitMs), planning.clock);
}

function untilRepeat({ schedule, clock, cutOffs }: Planning, startedAt: number): number {
  const waitMs = REPEAT_AFTER_MS * 2 ** Math.max(0, cutOffs - 1);
  return startedAt + Math.min(gap(schedule, clock), waitMs) - clock.now();
}

/** Null for a start that lies ahead: the clock was wrong then or is so now, and it says nothing. */
export function knownStart(run: { readonly started_at: string | null } | null, clock: Clock): number | null {
  const startedAt = Date.parse(run?.started_at ?? '');
  return startedAt <= clock.now() ? startedAt : null;
}

function jitter({ schedule, jitterMs, clock, random }: Planning): number {
  return Math.floor(random() * Math.min(jitterMs, gap(schedule, clock) * MAX_JITTER_PART));
}

function gap(schedule: Schedule, clock: Clock): number {
  if (schedule.kind === 'every') return schedule.ms;
  const next = nextTime(schedule, clock.now());
  return nextTime(schedule, next) - next;
}
