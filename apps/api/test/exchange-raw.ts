import { once } from 'node:events';
import { connect } from 'node:net';
import type { Received } from './send.ts';

export interface Conversation {
  write(bytes: string): void;
  /** Breaks the connection off as a failing network would. */
  reset(): void;
  /** Everything that came, once the server has hung up. */
  readonly end: Promise<string>;
}

/** Writes bytes to the server's port as they are, and takes everything that comes until it hangs up. */
export function exchangeRaw(server: { readonly url: string }, ...pieces: readonly string[]): Promise<string> {
  const conversation = openConversation(server);
  for (const piece of pieces) conversation.write(piece);
  return conversation.end;
}

export function openConversation({ url }: { readonly url: string }): Conversation {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: string[] = [];
  // The server may hang up while this end still writes.
  socket.on('error', () => {});
  socket.setEncoding('latin1').on('data', (chunk: string) => chunks.push(chunk));
  return {
    reset: () => void socket.resetAndDestroy(),
    write: (bytes) => void socket.write(bytes, 'latin1'),
    end: once(socket, 'close').then(() => chunks.join('')),
  };
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
