import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import type { LoopWatch } from './loop-watch.ts';

/** Looks in a row that must find it held: one may be a pause of the garbage collector, or a machine that slept. */
const HELD_LOOKS = 2;
/** And calm, before everything is taken again: half a second. */
const CALM_LOOKS = 10;
const RETRY_AFTER_SECONDS = '2';

export interface LoadShedding {
  readonly isOn: boolean;
  /** Requests that it has refused since the start. */
  readonly refused: number;
}

type Parts = Pick<FastifyInstance, 'readiness' | 'log'> & { readonly loop: LoopWatch };

/**
 * Takes no requests of the chat while the event loop is held again and again, so that those under way come to their
 * end, and operators and probes are answered.
 * @param aboveMs null never does.
 */
export function shedLoad({ readiness, log, loop }: Parts, aboveMs: number | null): LoadShedding {
  let heldLooks = 0;
  let calmLooks = 0;
  let refused = 0;
  let resume: (() => void) | null = null;
  if (aboveMs !== null) loop.listen((heldMs) => look(heldMs, aboveMs));

  return {
    get isOn() {
      return resume !== null;
    },
    get refused() {
      return refused;
    },
  };

  function look(heldMs: number, limitMs: number): void {
    const isHeld = heldMs >= limitMs;
    heldLooks = isHeld ? heldLooks + 1 : 0;
    calmLooks = isHeld ? 0 : calmLooks + 1;
    if (resume === null && heldLooks >= HELD_LOOKS) begin(heldMs);
    else if (resume !== null && calmLooks >= CALM_LOOKS) end();
  }

  function begin(heldMs: number): void {
    resume = readiness.pause(refuse);
    log.warn({ held_ms: Math.round(heldMs) }, 'too busy: requests of the chat are refused until it is calm');
  }

  function end(): void {
    resume?.();
    resume = null;
    log.warn({ refused }, 'calm again: all requests are taken');
  }

  function refuse({ routeOptions }: FastifyRequest): ProblemError | null {
    const { access } = routeOptions.config;
    if (access !== 'reader' && access !== 'member') return null;
    refused += 1;
    return overloaded();
  }
}

function overloaded(): ProblemError {
  return new ProblemError('overloaded', 'The server has too much to do. Try again in a few seconds.', {
    headers: { 'retry-after': RETRY_AFTER_SECONDS },
    isToldOnce: true,
  });
}
