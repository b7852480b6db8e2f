import type { FastifyRequest } from 'fastify';

/** What a request asked of the server, as few names as there are routes: `POST /api/messages`. */
export function endpointOf({ method, routeOptions }: FastifyRequest): string {
  return routeOptions.url === undefined ? '(no such address)' : `${method} ${routeOptions.url}`;
}
