import { isIPv4 } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { clientAddress } from '../../lib/client-address.ts';

/** What one household or server is handed, and what its provider hands to many (RFC 6177). */
export const HOST_PREFIX = 64;
const SITE_PREFIX = 48;

/** Who a request counts for: an IPv4 address, or the /64 network of an IPv6 address. */
export function clientKey(request: FastifyRequest): string {
  const { ip } = request;
  return isIPv4(ip) ? ip : normalizeIP(clientAddress(request), HOST_PREFIX);
}

/** The /48 network around an IPv6 client, within which its addresses cost nothing; null for IPv4. */
export function siteKey(client: string): string | null {
  return client.includes(':') ? `${normalizeIP(client, SITE_PREFIX)}/${SITE_PREFIX}` : null;
}
