import type { Duplex } from 'node:stream';
import { PROBLEM_MEDIA_TYPE } from '@bookchat/shared';
import type { FastifyServerOptions } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { RequestFigures } from './request-figures.ts';
import { securityHeaders } from './security-headers.ts';

/** What Node's HTTP parser refuses before there is a request: https://nodejs.org/api/http.html#event-clienterror */
const REFUSALS: Readonly<Record<string, ProblemError>> = {
  HPE_HEADER_OVERFLOW: new ProblemError(
    'headers_too_large',
    'The address and headers together hold at most 16 KiB. Shorten them.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new ProblemError(
    'request_timeout',
    'The request did not arrive whole within 10 seconds. Send it again.',
  ),
};
const MALFORMED = new ProblemError('malformed_request', 'This could not be read as an HTTP/1.1 request.');
/** A 405 names the methods that are taken: none (RFC 9110, 10.2.1). */
const NO_TUNNEL = new ProblemError(
  'method_not_allowed',
  'This server is no proxy, and makes no tunnel by CONNECT.',
  { headers: { allow: '' } },
);

interface Parts {
  readonly config: Config;
  readonly figures: RequestFigures;
}

/** Answers on the bare connection with a problem, and closes it. */
export function answerBrokenRequests({
  config,
  figures,
}: Parts): NonNullable<FastifyServerOptions['clientErrorHandler']> {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
    } else {
      figures.refused();
      socket.end(toResponse(REFUSALS[error.code] ?? MALFORMED, config));
    }
  };
}

/** What Node answers by itself, and in its own way, unless it is asked not to. */
export const rawErrorsPlugin = fp<Parts>(
  async (app, { config, figures }) => {
    app.server.on('connect', (_request, socket: Duplex) => {
      figures.refused();
      socket.on('error', () => socket.destroy()).end(toResponse(NO_TUNNEL, config));
    });
    // What is expected beside 100-continue may be passed over (RFC 9110, 10.1.1).
    app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  },
  { name: 'raw-errors' },
);

function toResponse(refusal: ProblemError, config: Config): string {
  const { status, title } = refusal.toProblem();
  const body = JSON.stringify(refusal.toProblem());
  const headers = {
    'content-type': PROBLEM_MEDIA_TYPE,
    'content-length': Buffer.byteLength(body),
    ...securityHeaders(config),
    ...refusal.headers,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n');
}
