import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';
import { namesOneHost } from '../lib/names-one-host.ts';
import { ProblemError } from '../lib/problem-error.ts';

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Answers only to names that are this server's own, against DNS rebinding, where a foreign page's own domain is
 * made to point here. Open mode stays at home: without accounts, and unless the operator said otherwise, these
 * are the names of this machine, and a request that came through a proxy is refused. With accounts, and on the network,
 * they are those and the name in PUBLIC_URL; where that is not set, any.
 */
export const homeGuardPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    const isAtHome = config.openAccess === 'home';
    const publicName = isAtHome ? undefined : config.http.publicUrl?.hostname;
    const answersToAll = !isAtHome && publicName === undefined;
    app.addHook('onRequest', (request, _reply, done) => {
      if (!namesOneHost(request)) done(unclearHost());
      else if (!answersToAll && !isLocalHost(request) && hostName(request) !== publicName)
        done(wrongHost(publicName));
      else if (isAtHome && cameThroughProxy(request)) done(throughProxy());
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

/** As URLs write it, without the port and without the dot at the end that means the same. */
function hostName({ headers }: FastifyRequest): string {
  return (headers.host ?? '').replace(/\.?(?::\d{1,5})?$/, '').toLowerCase();
}

function unclearHost(): ProblemError {
  return new ProblemError(
    'malformed_request',
    'The request does not say which server it means. Send one `Host` header, the same as in the address.',
  );
}

function wrongHost(publicName: string | undefined): ProblemError {
  return new ProblemError(
    'host_not_allowed',
    publicName === undefined
      ? 'This server answers to localhost, 127.0.0.1 and [::1] only, because it has no accounts. Open it by one of these ' +
          'names, start it with AUTH_MODE=accounts, or with ALLOW_OPEN_ACCESS=yes to let everyone in who can reach it.'
      : `This server answers to ${publicName}, as PUBLIC_URL says, and to localhost. Open it by that name; a proxy in ` +
          'front of it passes the Host header on as it came.',
  );
}

function throughProxy(): ProblemError {
  return new ProblemError(
    'proxy_not_allowed',
    'This request came through a proxy, and the server has no accounts: anyone behind the proxy could read and write. ' +
      'Start it with AUTH_MODE=accounts, or with ALLOW_OPEN_ACCESS=yes if that is what you want.',
  );
}
