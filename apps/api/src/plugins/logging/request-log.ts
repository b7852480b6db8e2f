import type { RateLimitClass } from '@bookchat/shared';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { clientAddress } from '../../lib/client-address.ts';
import type { RequestFigures } from '../request-figures.ts';

/**
 * Counts each answer, and writes a line for it with its request id; idle polls and probes, which come by the
 * thousand and say nothing, get no line. Errors are logged where they become answers, so Fastify's own lines are
 * not needed.
 */
export class RequestLog extends LogController {
  readonly #figures: RequestFigures;

  constructor(figures: RequestFigures) {
    super();
    this.#figures = figures;
  }

  override isLogDisabled(): boolean {
    return true;
  }

  override requestCompleted(
    _error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { url, config } = request.routeOptions;
    this.#figures.answered(reply.statusCode, reply.elapsedTime, config.endpoint);
    if (isWorthALine(config.limit, reply)) logAnswer(request, reply, url);
  }
}

function isWorthALine(limit: RateLimitClass | undefined, { statusCode }: FastifyReply): boolean {
  return statusCode !== 304 && !(limit === 'none' && statusCode < 400);
}

/** The route and not the address, which may hold what a careless client put there. */
function logAnswer(request: FastifyRequest, reply: FastifyReply, route = 'unknown'): void {
  request.log.info(
    {
      request_id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      client: clientAddress(request),
    },
    'answered',
  );
}
