import type { Poster, Requests } from './job.ts';
import { nextMessageId } from './message-id.ts';
import { authorOf, contentOf } from './message-text.ts';

/** Gives the bytes of the next request. */
export type NextRequest = () => Uint8Array;

const POSTS_PER_CONNECTION = 8;

/** Prepares all bytes beforehand, so that sending costs the generator as little as can be. */
export function prepareRequests(requests: Requests, port: number, connection: number): NextRequest {
  return requests.kind === 'cycle'
    ? cycle(requests.texts, connection)
    : posts(port, connection, requests.posters);
}

function cycle(texts: readonly string[], connection: number): NextRequest {
  const buffers = texts.map((text) => Buffer.from(text));
  let turn = connection;
  return () => buffers[turn++ % buffers.length] as Buffer;
}

/** Only the id is written anew each time: the connection has had its answer, so the buffer is free again. */
function posts(port: number, connection: number, posters: readonly Poster[] = []): NextRequest {
  const prepared = Array.from({ length: POSTS_PER_CONNECTION }, (_, at) => {
    const index = connection * POSTS_PER_CONNECTION + at;
    return Buffer.from(postRequest(port, nextMessageId(), index, posters[index % posters.length]));
  });
  const idAt = prepared.map((bytes) => bytes.indexOf('"id":"') + '"id":"'.length);
  let turn = 0;
  return () => {
    const at = turn++ % POSTS_PER_CONNECTION;
    const bytes = prepared[at] as Buffer;
    bytes.write(nextMessageId(), idAt[at] ?? 0, 'latin1');
    return bytes;
  };
}

function postRequest(port: number, id: string, index: number, poster: Poster | undefined): string {
  const whose = poster === undefined ? { author: authorOf(index) } : { room: poster.room };
  const body = JSON.stringify({ id, ...whose, content: contentOf(index) });
  const cookie = poster === undefined ? '' : `Cookie: ${poster.cookie}\r\n`;
  return (
    `POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${cookie}Content-Type: application/json\r\n` +
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
