import { documentationPage, documentationStyle, openApiDocument } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { sendJson } from '../../lib/send-json.ts';
import { PERMISSIONS_POLICY } from '../../plugins/page-headers.ts';

/** Beside the fixed ones, what a page needs. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': PERMISSIONS_POLICY,
};

/** The document and its page are made at the first request, so that no start pays for them. */
export const documentationFeature = fp(
  async (app) => {
    let made: Promise<Documentation> | null = null;
    const documentation = () => {
      made ??= makeDocumentation(app);
      return made;
    };

    addEndpoint(app, openApiDocument, async (_request, reply) =>
      sendJson(reply, (await documentation()).json),
    );
    addEndpoint(app, documentationPage, async (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .headers(PAGE_HEADERS)
        .send((await documentation()).page),
    );
    addEndpoint(app, documentationStyle, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send((await documentation()).style),
    );
  },
  { name: 'documentation', dependencies: ['endpoints'] },
);

interface Documentation {
  readonly json: string;
  readonly page: string;
  readonly style: string;
}

async function makeDocumentation(app: FastifyInstance): Promise<Documentation> {
  const { createOpenApiDocument } = await import('./openapi-document.ts');
  const { renderPage } = await import('./render-page.ts');
  const { PAGE_STYLE } = await import('./page-style.ts');
  const document = createOpenApiDocument(app.endpoints);
  return { json: JSON.stringify(document), page: renderPage(document), style: PAGE_STYLE };
}
