import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Of a client that has hung up already: the address that stands for none (RFC 1122, 3.2.1.3). */
const GONE = '0.0.0.0';

/**
 * The IP address that a request came from, and never anything else: what a proxy forwards can be any text that
 * its client made up, and then the connection's own address counts.
 */
export function clientAddress({ ip, socket }: FastifyRequest): string {
  if (isAddress(ip)) return ip;
  const address = withoutPort(ip ?? '');
  return isAddress(address) ? address : (socket.remoteAddress ?? GONE);
}

/** An IPv6 zone names an interface of one machine (RFC 4007), so none comes from another. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** Some proxies forward 203.0.113.7:1234 or [2001:db8::1]:1234. */
function withoutPort(text: string): string {
  const [, v6, v4] = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/.exec(text) ?? [];
  return v6 ?? v4 ?? '';
}
