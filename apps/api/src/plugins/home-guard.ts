import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';
import { ProblemError } from '../lib/problem-error.ts';

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Open mode stays at home: without accounts, and unless the operator said otherwise, only requests that
 * name this machine and came through no proxy are answered. The name guards against DNS rebinding, where
 * a foreign page's own domain is made to point at this machine.
 */
export const homeGuardPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    if (config.openAccess === 'network') return;
    app.addHook('onRequest', (request, _reply, done) => {
      if (!isLocalHost(request)) done(wrongHost());
      else if (cameThroughProxy(request)) done(throughProxy());
      else done();
    });
  },
  { name: 'home-guard' },
);

export function isLocalHost(request: FastifyRequest): boolean {
  return LOCAL_HOST.test(request.headers.host ?? '');
}

export function cameThroughProxy(request: FastifyRequest): boolean {
  const { headers } = request;
  if (headers.forwarded !== undefined || headers.via !== undefined || headers['x-real-ip'] !== undefined)
    return true;
  for (const name in headers) if (name.startsWith('x-forwarded-')) return true;
  return false;
}

function wrongHost(): ProblemError {
  return new ProblemError(
    'host_not_allowed',
    'This server answers to localhost, 127.0.0.1 and [::1] only, because it has no accounts. Open it by one of these ' +
      'names, or start it with ALLOW_OPEN_ACCESS=yes to let everyone in who can reach it.',
  );
}

function throughProxy(): ProblemError {
  return new ProblemError(
    'proxy_not_allowed',
    'This request came through a proxy, and the server has no accounts: anyone behind the proxy could read and write. ' +
      'Start it with ALLOW_OPEN_ACCESS=yes if that is what you want.',
  );
}
