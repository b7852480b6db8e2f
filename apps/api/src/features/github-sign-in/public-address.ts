import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';

/** The address of this server as the browser knows it, without a slash at the end. */
export function publicAddress(
  { http }: Config,
  { protocol, headers }: Pick<FastifyRequest, 'protocol' | 'headers'>,
): string {
  if (http.publicUrl !== null) return http.publicUrl.href.replace(/\/+$/, '');
  return `${protocol}://${headers.host}`;
}
