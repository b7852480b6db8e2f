import type { TaskRun } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { describeError } from './describe-error.ts';
import { shorten } from './shorten.ts';
import type { TaskContext, TaskDefinition } from './task-definition.ts';

export interface Outcome {
  readonly result: TaskRun['result'];
  readonly message: string;
  /** What was thrown. */
  readonly error?: unknown;
}

export interface Run {
  /** Settles by the timeout at the latest, and never rejects. */
  readonly outcome: Promise<Outcome>;
  /** Settles when the work is really over, which is never where it hangs and ignores its signal. */
  readonly over: Promise<void>;
  /** Tells the work to end: what it does not finish within `graceMs` counts as interrupted. */
  interrupt(graceMs: number): void;
}

export interface RunParts {
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** Takes known secrets out of a text. */
  readonly clean: (text: string) => string;
  /** Whether the server is in maintenance, in which work fails through no fault of its own. */
  readonly isPaused: () => boolean;
}

const STOPPED = { result: 'interrupted', message: 'The server stopped while it ran.' } as const;
const PAUSED = { result: 'interrupted', message: 'The server went into maintenance while it ran.' } as const;

/** Starts the work of a task; whatever it does, nothing is thrown here. */
export function startRun(
  definition: TaskDefinition,
  { clock, log, clean, isPaused, isByHand }: RunParts & Pick<TaskContext, 'isByHand'>,
): Run {
  const control = new AbortController();
  const { promise: outcome, resolve } = Promise.withResolvers<Outcome>();
  const cancelTimeout = clock.setTimer(giveUp, definition.timeoutMs);
  let isStopping = false;
  const over = work().catch(toOutcome).then(finish);

  return {
    outcome,
    over,
    interrupt(graceMs) {
      isStopping = true;
      clock.setTimer(() => finish(STOPPED), graceMs);
      control.abort(new Error(STOPPED.message));
    },
  };

  async function work(): Promise<Outcome> {
    const message = await definition.run({ signal: control.signal, log, isByHand });
    return { result: 'ok', message: shorten(clean(message)) };
  }

  function toOutcome(error: unknown): Outcome {
    if (isStopping) return STOPPED;
    if (isPaused() || isMaintenance(error)) return PAUSED;
    return { result: 'failed', message: shorten(clean(describeError(error))), error };
  }

  /** Before the work hears of it, so that how it ends then no longer counts. */
  function giveUp(): void {
    const message = `It was given up after ${definition.timeoutMs / 1_000} s.`;
    resolve({ result: 'timed_out', message });
    control.abort(new Error(message));
  }

  function finish(end: Outcome): void {
    cancelTimeout();
    resolve(end);
  }
}

function isMaintenance(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'maintenance';
}
