import type { Access, Endpoint, RateLimitClass } from '@bookchat/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest, preParsingHookHandler } from 'fastify';
import * as z from 'zod/mini';

type OutputOf<Schema> = Schema extends z.core.$ZodType ? z.output<Schema> : undefined;

export type EndpointRequest<E extends Endpoint> = FastifyRequest<{
  Body: OutputOf<E['body']>;
  Querystring: OutputOf<E['query']>;
  Params: OutputOf<E['params']>;
}>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The definition that the route was made from; absent on files and on the not-found handler. */
    endpoint?: Endpoint;
    access?: Access;
    limit?: RateLimitClass;
  }
}

/** Fastify hands a missing body on as null; an empty object is for clients that cannot leave the body out. */
const NO_BODY = z.nullish(z.strictObject({}));

const NO_QUERY = z.strictObject({});

/**
 * Serves an endpoint of the shared contract; the request that reaches `handler` fits its schemas.
 * @param early may answer before the request is read any further, once it is counted and allowed.
 */
export function addEndpoint<const E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  handler: (request: EndpointRequest<E>, reply: FastifyReply) => unknown,
  { early }: { early?: preParsingHookHandler } = {},
): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      ...(endpoint.params === undefined ? {} : { params: endpoint.params }),
      ...(isPublicWithoutQuery(endpoint) ? {} : { querystring: endpoint.query ?? NO_QUERY }),
      ...(endpoint.method === 'GET' ? {} : { body: endpoint.body ?? NO_BODY }),
    },
    ...(endpoint.maxBodyBytes === undefined ? {} : { bodyLimit: endpoint.maxBodyBytes }),
    config: { endpoint, access: endpoint.access, limit: endpoint.limit },
    // Whether it may be asked at all is judged before: `plugins/access` goes in front of it.
    ...(early === undefined ? {} : { preParsing: [early] }),
    handler: handler as (request: FastifyRequest, reply: FastifyReply) => unknown,
  });
}

/** Probes and pages are reached by what others build, and some of them add to the address. */
function isPublicWithoutQuery({ access, query }: Endpoint): boolean {
  return access === 'public' && query === undefined;
}
