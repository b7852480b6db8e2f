import { answerCall } from './answer-call.ts';
import { baseHeaders } from './base-headers.ts';
import type { Exchange } from './exchange.ts';
import type { Target } from './find-operation.ts';
import { readRequest } from './read-request.ts';

/** A call of the API. It is checked against GitHub's description even when it is to fail. */
export async function handleCall(exchange: Exchange, { operation, params }: Target): Promise<void> {
  const { run, request, fault, finish } = exchange;
  const { site } = run;
  const read = await readRequest(request, { operation, params });
  for (const problem of read.problems) run.note(`${operation} request: ${problem}`);
  if (fault?.applied === false) return finish({ status: 200, headers: baseHeaders(site), text: '' });
  const answer = answerCall(run, {
    ...read,
    site,
    operation,
    params,
    method: request.method ?? '',
    authorization: request.headers.authorization,
    ifNoneMatch: request.headers['if-none-match'],
    readRef: fault?.stale ? site.repository.readOldRef : site.repository.readRef,
    distort: fault?.distort,
  });
  finish(answer);
}
