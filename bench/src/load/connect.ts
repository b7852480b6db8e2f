import { connect as connectSocket } from 'node:net';
import { createAnswerReader } from './answer-reader.ts';

export interface Connection {
  send(request: Uint8Array): void;
  close(): void;
}

export interface ConnectionOptions {
  readonly port: number;
  /** Another loopback address to come from, because one address has fewer ports than there are pollers. */
  readonly localAddress?: string;
  readonly onAnswer: (status: number) => void;
  /** The server closed the connection or broke it; never called after `close`. */
  readonly onLost: (reason: string) => void;
}

// Every read is used up before the next one starts, so all connections can share one buffer.
const READ_BUFFER = Buffer.allocUnsafe(256 * 1024);

/** A keep-alive connection over which one request at a time is sent. */
export function connect(options: ConnectionOptions): Promise<Connection> {
  const read = createAnswerReader(options.onAnswer);
  let lose = options.onLost;
  const socket = connectSocket({
    host: '127.0.0.1',
    port: options.port,
    noDelay: true,
    ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }),
    onread: {
      buffer: READ_BUFFER,
      callback(length, buffer) {
        read(buffer as Buffer, length);
        return true;
      },
    },
  });
  const connection: Connection = {
    send: (request) => socket.write(request),
    close() {
      lose = () => {};
      socket.destroy();
    },
  };
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(connection));
    socket.once('error', (error) => {
      reject(error);
      lose(error.message);
      lose = () => {};
    });
    socket.once('close', () => lose('closed by the server'));
  });
}
