import type { FastifyRequest } from 'fastify';

/** Duplicate headers are joined by a comma, and none of these stands in a name. */
const NO_NAME = /[\s,/?#]/;

/**
 * Whether the request says in one way which server it means: by one `Host`, which HTTP/1.0 does without, and by
 * the same name where the whole address is given (RFC 9112, 3.2).
 */
export function namesOneHost({ raw, headers: { host } }: FastifyRequest): boolean {
  if (host === undefined) return raw.httpVersion === '1.0';
  return !NO_NAME.test(host) && (isPath(raw.url) || hasAuthority(raw.url, host));
}

/** Nearly always: `/path`, or `*` for the server as a whole. */
function isPath(target = '/'): boolean {
  return target.startsWith('/') || target === '*';
}

function hasAuthority(target = '', host: string): boolean {
  if (!URL.canParse(target) || !URL.canParse(`http://${host}`)) return false;
  return new URL(target).host === new URL(`http://${host}`).host;
}
