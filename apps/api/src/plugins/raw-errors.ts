import type { Socket } from 'node:net';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode } from '@bookchat/shared';
import { ProblemError } from '../lib/problem-error.ts';

/** What Node's HTTP parser refuses before there is a request: https://nodejs.org/api/http.html#event-clienterror */
const REFUSALS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers_too_large',
    'The address and headers together hold at most 16 KiB. Shorten them.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request_timeout',
    'The request did not arrive whole within 10 seconds. Send it again.',
  ],
};
const MALFORMED = ['malformed_request', 'This could not be read as an HTTP/1.1 request.'] as const;

/** Answers on the bare connection with a problem, and closes it. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, detail] = REFUSALS[error.code ?? ''] ?? MALFORMED;
  socket.end(toResponse(code, detail));
}

function toResponse(code: ProblemCode, detail: string): string {
  const { status, title } = PROBLEMS[code];
  const body = JSON.stringify(new ProblemError(code, detail).toProblem());
  return [
    `HTTP/1.1 ${status} ${title}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
