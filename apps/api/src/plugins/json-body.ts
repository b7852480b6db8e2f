import fp from 'fastify-plugin';

/** Bodies are JSON and nothing else; where a route defines none, an empty one is fine whatever its type says. */
export const jsonBodyPlugin = fp(
  async (app) => {
    const parseJson = app.getDefaultJsonParser('error', 'error');
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      const isEmpty = body.length === 0 && request.routeOptions.config.endpoint?.body === undefined;
      if (isEmpty) done(null, undefined);
      else parseJson(request, body as string, done);
    });
  },
  { name: 'json-body' },
);
