import fp from 'fastify-plugin';
import { ProblemError } from '../lib/problem-error.ts';

/**
 * Bodies are JSON and nothing else; where a route defines none, an empty one is fine whatever its type says.
 * Plain JSON.parse is safe here: it makes a `__proto__` in the text an own field, which the strict schemas
 * refuse like any other that they do not know.
 */
export const jsonBodyPlugin = fp(
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      if (body.length > 0) parse(body as string, done);
      else if (request.routeOptions.config.endpoint?.body === undefined) done(null, undefined);
      else done(new ProblemError('malformed_json', 'The body is empty. Send a JSON object.'));
    });
  },
  { name: 'json-body' },
);

function parse(text: string, done: (error: Error | null, value?: unknown) => void): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    done(new ProblemError('malformed_json', 'The body cannot be read as JSON. Check its quotes and commas.'));
    return;
  }
  done(null, value);
}
