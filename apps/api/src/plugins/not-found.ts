import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../lib/problem-error.ts';

/** Says of an address that nothing is there, or which methods it takes; counted like a read. */
export const notFoundPlugin = fp(
  async (app) => {
    const routes: { pattern: RegExp; method: string }[] = [];
    app.addHook('onRoute', ({ url, method }) => {
      if (!url.includes('*'))
        routes.push(...[method].flat().map((name) => ({ pattern: toPattern(url), method: name })));
    });

    // Before the body is read: what it holds says nothing of the address. Fastify runs any hook that is named
    // here, though its types know two.
    const hooks: object = { onRequest: [app.rateLimit(app.ratePolicies.read), refuse] };
    app.setNotFoundHandler(hooks, refuse);

    async function refuse(request: FastifyRequest): Promise<never> {
      const path = pathOf(request);
      const methods = [
        ...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
      ];
      throw methods.length > 0 ? wrongMethod(request, methods) : nothingHere(request, path);
    }
  },
  { name: 'not-found', dependencies: ['rate-limits'] },
);

function toPattern(url: string): RegExp {
  return new RegExp(`^${url.replace(/[.]/g, '\\.').replace(/:[^/]+/g, '[^/]+')}$`);
}

/** Without the scheme and name that stand before the path in what is meant for a proxy. */
function pathOf({ url }: FastifyRequest): string {
  return url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1)[0] ?? '';
}

function wrongMethod(request: FastifyRequest, methods: readonly string[]): ProblemError {
  const allow = methods.join(', ');
  return new ProblemError('method_not_allowed', `This address takes ${allow}, not ${request.method}.`, {
    headers: { allow },
  });
}

function nothingHere(request: FastifyRequest, path: string): ProblemError {
  const shown = path.slice(0, 200);
  return new ProblemError(
    'route_not_found',
    `Nothing answers to ${request.method} ${shown}. The API is described at /docs.`,
  );
}
