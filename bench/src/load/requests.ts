import type { Requests } from './job.ts';
import { nextMessageId } from './message-id.ts';
import { authorOf, contentOf } from './message-text.ts';

/** Gives the bytes of the next request. */
export type NextRequest = () => Uint8Array;

const POSTS_PER_CONNECTION = 8;

/** Prepares all bytes beforehand, so that sending costs the generator as little as can be. */
export function prepareRequests(requests: Requests, port: number, connection: number): NextRequest {
  return requests.kind === 'cycle' ? cycle(requests.texts, connection) : posts(port, connection);
}

function cycle(texts: readonly string[], connection: number): NextRequest {
  const buffers = texts.map((text) => Buffer.from(text));
  let turn = connection;
  return () => buffers[turn++ % buffers.length] as Buffer;
}

/** Only the id is written anew each time: the connection has had its answer, so the buffer is free again. */
function posts(port: number, connection: number): NextRequest {
  const prepared = Array.from({ length: POSTS_PER_CONNECTION }, (_, at) =>
    Buffer.from(postRequest(port, nextMessageId(), connection * POSTS_PER_CONNECTION + at)),
  );
  const idAt = prepared.map((bytes) => bytes.indexOf('"id":"') + '"id":"'.length);
  let turn = 0;
  return () => {
    const at = turn++ % POSTS_PER_CONNECTION;
    const bytes = prepared[at] as Buffer;
    bytes.write(nextMessageId(), idAt[at] ?? 0, 'latin1');
    return bytes;
  };
}

function postRequest(port: number, id: string, index: number): string {
  const body = JSON.stringify({ id, author: authorOf(index), content: contentOf(index) });
  return (
    `POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** A GET as bytes on the wire. */
export function getRequest(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const lines = Object.entries({ Host: `127.0.0.1:${port}`, Accept: 'application/json', ...headers });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
