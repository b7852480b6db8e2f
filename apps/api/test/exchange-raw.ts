import { once } from 'node:events';
import { connect } from 'node:net';
import type { Received } from './send.ts';

/** Writes bytes to the server's port as they are, and takes everything that comes until it hangs up. */
export async function exchangeRaw(
  { url }: { readonly url: string },
  ...pieces: readonly string[]
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('latin1');
  await once(socket, 'connect');
  for (const piece of pieces) socket.write(piece, 'latin1');
  const chunks: string[] = [];
  // The server may hang up while this end still writes.
  socket.on('error', () => {});
  socket.on('data', (chunk: string) => chunks.push(chunk));
  await once(socket, 'close');
  return chunks.join('');
}

/** Reads one whole answer as it stood on the wire. */
export function parseAnswer(text: string): Received {
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = '', value = ''] = line.split(/: (.*)/s);
      return [name.toLowerCase(), value];
    }),
  );
  const bytes = Buffer.from(body, 'latin1');
  return { status: Number(statusLine.split(' ')[1]), headers, bytes, text: bytes.toString('utf8') };
}
