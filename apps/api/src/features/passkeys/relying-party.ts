import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';

/** Whom passkeys are for, in the words of WebAuthn. */
export interface RelyingParty {
  /** A host name; browsers take no address of numbers. */
  readonly id: string;
  /** Where a page may ask for them. */
  readonly origins: string[];
}

const LOCAL_HOST = /^localhost(?::\d{1,5})?$/i;

/**
 * By what people open the server by: PUBLIC_URL, or without it localhost. Null where browsers have no passkeys, as on an
 * address of numbers and, beyond localhost, without https.
 */
export function relyingParty(
  { http: { publicUrl } }: Config,
  { protocol, headers: { host = '' } }: Pick<FastifyRequest, 'protocol' | 'headers'>,
): RelyingParty | null {
  if (publicUrl !== null) return fromUrl(publicUrl);
  return LOCAL_HOST.test(host) ? { id: 'localhost', origins: [`${protocol}://${host.toLowerCase()}`] } : null;
}

function fromUrl({ protocol, hostname, origin }: URL): RelyingParty | null {
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return null;
  return protocol === 'https:' || hostname === 'localhost' ? { id: hostname, origins: [origin] } : null;
}
