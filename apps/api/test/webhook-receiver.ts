import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookReceiver {
  readonly port: number;
  /** What arrived, in order. */
  readonly posts: readonly Posted[];
  /** What is answered from now on; null leaves everyone waiting. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | null;
  /** Answers those who wait. */
  release(): void;
  close(): Promise<void>;
}

/** A real HTTP server on the loopback, which takes whatever is posted. */
export async function startWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const posts: Posted[] = [];
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      posts.push({ path: request.url ?? '', headers: request.headers, body });
      waiting.push(response);
      receiver.release();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const receiver: WebhookReceiver = {
    port: (server.address() as AddressInfo).port,
    posts,
    answer: { status: 204 },
    release() {
      const { answer } = receiver;
      if (answer === null) return;
      for (const response of waiting.splice(0))
        response.writeHead(answer.status, answer.headers).end(answer.body);
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
