import type { IncomingMessage, ServerResponse } from 'node:http';
import { createOutlet } from './faults/create-outlet.ts';
import type { Fault, WireAnswer } from './faults/fault.ts';
import { recordRequest } from './record-request.ts';
import type { RequestRecord, Run } from './run.ts';

/** A request that is on record, and what is to go wrong with it. */
export interface Exchange {
  readonly run: Run;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: Fault | undefined;
  /** Says that it is over, and with which status; `finish` does so by itself. */
  settle(status: number | null): void;
  /** Sends the answer, or does to it what the fault does. */
  finish(answer: WireAnswer): void;
}

export function beginExchange(
  run: Run,
  request: IncomingMessage,
  response: ServerResponse,
  operation: RequestRecord['operation'],
): Exchange {
  const isFaulty = operation !== 'elsewhere' && operation !== 'unknown';
  const fault = isFaulty ? run.queue.take(operation) : undefined;
  const { settle } = recordRequest(run, request, { operation, fault: fault?.name ?? null });
  response.once('close', () => settle(null));
  const outlet = createOutlet(response, settle);
  return {
    run,
    request,
    response,
    fault,
    settle,
    finish(answer) {
      if (fault === undefined) return outlet.send(answer);
      const elsewhere = `${run.site.url.replace('127.0.0.1', 'localhost')}/elsewhere${request.url}`;
      fault.deliver(answer, outlet, { nowMs: run.site.now(), elsewhere });
    },
  };
}
