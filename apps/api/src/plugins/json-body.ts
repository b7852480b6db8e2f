import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../lib/problem-error.ts';

/**
 * Bodies are JSON in UTF-8 and nothing else, and what is not is refused, not mended: a character that is
 * replaced is text that its author did not write. Where a route defines no body, an empty one is fine whatever
 * its type says. Plain JSON.parse is safe here: it makes a `__proto__` in the text an own field, which the
 * strict schemas refuse like any other that they do not know.
 */
export const jsonBodyPlugin = fp(
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) =>
      // What is thrown becomes the answer; a promise would cost each post a turn.
      done(null, read(request, body as Buffer)),
    );
  },
  { name: 'json-body' },
);

function read(request: FastifyRequest, body: Buffer): unknown {
  ensurePlainUtf8(request);
  return body.length > 0 ? parse(body) : parseNothing(request);
}

function ensurePlainUtf8({ headers }: FastifyRequest): void {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.toLowerCase() !== 'identity') throw encoded();
  if (type !== 'application/json' && !isUtf8Type(type)) throw otherCharset();
}

function isUtf8Type(type: string): boolean {
  const charsets = [...type.matchAll(/;\s*charset\s*=\s*"?([^";\s]*)/gi)];
  return charsets.every(([, charset = '']) => /^utf-?8$/i.test(charset));
}

function parse(body: Buffer): unknown {
  if (!isUtf8(body)) throw notUtf8();
  try {
    return JSON.parse(withoutMark(body.toString()));
  } catch {
    throw new ProblemError('malformed_json', 'The body cannot be read as JSON. Check its quotes and commas.');
  }
}

/** RFC 8259, 8.1: a byte order mark is not sent, and may be passed over. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function parseNothing({ routeOptions }: FastifyRequest): undefined {
  if (routeOptions.config.endpoint?.body === undefined) return undefined;
  throw new ProblemError('malformed_json', 'The body is empty. Send a JSON object.');
}

function encoded(): ProblemError {
  return new ProblemError(
    'unsupported_media_type',
    'The body is compressed or encoded otherwise. Send it as it is, without `Content-Encoding`.',
    { headers: { 'accept-encoding': 'identity' } },
  );
}

function otherCharset(): ProblemError {
  return new ProblemError(
    'unsupported_media_type',
    'Only UTF-8 is read here. Send the body in it, with the header `Content-Type: application/json`.',
  );
}

function notUtf8(): ProblemError {
  return new ProblemError(
    'malformed_json',
    'The body is not UTF-8, though JSON is. Send its text in that encoding.',
  );
}
