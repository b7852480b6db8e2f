import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Sending {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON with its content type. */
  readonly body?: unknown;
  /** The loopback address that the request comes from, for example 127.0.0.2. */
  readonly from?: string;
  /** Whose connections it goes by. */
  readonly agent?: Agent;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Sends a request with exactly these headers (fetch adds its own), and takes the whole answer. */
export function send(server: { readonly url: string }, sending: Sending): Promise<Received> {
  const { path, method = 'GET', headers = {}, body, from, agent } = sending;
  const isJson = body !== undefined && typeof body !== 'string';
  const text = isJson ? JSON.stringify(body) : body;
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(server.url), {
      method,
      path,
      headers: {
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...(text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }),
        ...headers,
      },
      ...(from === undefined ? {} : { localAddress: from }),
      ...(agent === undefined ? {} : { agent }),
    });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('error', reject);
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          bytes,
          text: bytes.toString('utf8'),
        });
      });
    });
    outgoing.end(text);
  });
}
