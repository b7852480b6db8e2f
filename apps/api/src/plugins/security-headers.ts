import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';

const ONE_YEAR_SECONDS = 31_536_000;

/**
 * The fixed headers of every answer that holds something. Pages get theirs from @fastify/helmet (see
 * web-app); its work at each request would cost half of a small answer. A 304 needs none: the stored answer
 * that it confirms has them (RFC 9110, 15.4.5).
 */
export const securityHeadersPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    const headers = securityHeaders(config);
    app.addHook('onSend', (request, reply, _payload, done) => {
      if (reply.statusCode !== 304) {
        reply.header('x-request-id', request.id);
        if (!reply.hasHeader('x-content-type-options')) setHeaders(reply);
      }
      done();
    });

    /** A route may have a policy of its own. */
    function setHeaders(reply: FastifyReply): void {
      const policy = reply.getHeader('content-security-policy');
      reply.headers(headers);
      if (policy !== undefined) reply.header('content-security-policy', policy);
    }
  },
  { name: 'security-headers' },
);

export function securityHeaders(config: Config): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(isServedOverTls(config) ? { 'strict-transport-security': `max-age=${ONE_YEAR_SECONDS}` } : {}),
  };
}

/** Whether browsers reach the server over HTTPS: what PUBLIC_URL says, else what production should be. */
export function isServedOverTls({ http, environment }: Config): boolean {
  return http.publicUrl === null ? environment === 'production' : http.publicUrl.protocol === 'https:';
}
