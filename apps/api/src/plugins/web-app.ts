import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';
import { PERMISSIONS_POLICY, pageHeaders } from './page-headers.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Where the app shows something; at every other address it shows that there is nothing. */
const PAGES = ['/', '/rooms/:name', '/sign-in', '/join', '/me', '/admin'] as const;

/** Serves the built web app: files with a hash in their name for good, everything else asked for anew. */
export const webAppPlugin = fp<{ config: Config; webRoot: string | null }>(
  async (app, { config, webRoot }) => {
    const files = webRoot === null ? new Set<string>() : listFiles(webRoot);
    if (webRoot === null || !files.has('index.html')) return;
    const page = readFileSync(join(webRoot, 'index.html'));

    await app.register(helmet, pageHeaders(config));
    app.addHook('onRequest', (_request, reply, done) => {
      reply.header('permissions-policy', PERMISSIONS_POLICY);
      done();
    });
    await app.register(fastifyStatic, {
      root: webRoot,
      serve: false,
      preCompressed: true,
      cacheControl: false,
      // The files are small: whoever asks for a part is given the whole.
      acceptRanges: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes(`${sep}assets${sep}`) ? IMMUTABLE : 'no-cache');
      },
    });

    // Named beside the rest, so that the not-found handler knows its methods.
    for (const path of PAGES) app.get(path, (_request, reply) => reply.sendFile('index.html'));
    app.get('/*', (request, reply) => {
      const path = (request.params as { '*': string })['*'];
      if (files.has(path)) return reply.sendFile(path);
      if (isPageVisit(request)) return sendNotFoundPage(reply);
      reply.header('cache-control', 'no-store');
      return reply.callNotFound();
    });

    /** The app itself shows that there is nothing at this address. */
    function sendNotFoundPage(reply: FastifyReply): FastifyReply {
      return reply.code(404).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
    }
  },
  { name: 'web-app', dependencies: ['rate-limits'], encapsulate: true },
);

function listFiles(root: string): Set<string> {
  try {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
      .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll(sep, '/'));
    return new Set(paths);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
    throw error;
  }
}

/** A person following a link, and not a program asking for data or a file. */
function isPageVisit({ url, headers }: FastifyRequest): boolean {
  return (
    !url.startsWith('/api/') && !url.startsWith('/assets/') && (headers.accept ?? '').includes('text/html')
  );
}
