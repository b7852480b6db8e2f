import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';
import { ProblemError } from '../lib/problem-error.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of another site may not write here with its visitor's right. Browsers name the site that a write
 * comes from (https://fetch.spec.whatwg.org/#origin-header); other clients name none and are let through.
 */
export const originGuardPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    const { corsOrigins, publicUrl } = config.http;
    const allowed = new Set(corsOrigins);
    if (publicUrl !== null) allowed.add(publicUrl.origin);
    app.addHook('onRequest', (request, _reply, done) => {
      if (SAFE_METHODS.has(request.method) || isAllowed(request, allowed, publicUrl)) done();
      else done(foreignOrigin());
    });
  },
  { name: 'origin-guard' },
);

function isAllowed(request: FastifyRequest, allowed: ReadonlySet<string>, publicUrl: URL | null): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  return allowed.has(origin) || (!isNameOf(publicUrl, host) && isSameOrigin(request, origin, host));
}

/** Under the name in PUBLIC_URL its origin alone is ours: whoever stands in between could have made a page over plain http. */
function isNameOf(publicUrl: URL | null, host: string | undefined): boolean {
  if (publicUrl === null) return false;
  const asked = `${publicUrl.protocol}//${host}`;
  return URL.canParse(asked) && new URL(asked).host === publicUrl.host;
}

function isSameOrigin(request: FastifyRequest, origin: string, host: string | undefined): boolean {
  return origin === `${request.protocol}://${host}`;
}

function foreignOrigin(): ProblemError {
  return new ProblemError(
    'origin_not_allowed',
    'A page of another site sent this. If that site is yours, name its origin in CORS_ORIGINS; if the server stands ' +
      'behind a proxy, set PUBLIC_URL to the address that people open.',
  );
}
