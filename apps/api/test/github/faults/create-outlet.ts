import type { ServerResponse } from 'node:http';
import type { Outlet, WireAnswer } from './fault.ts';

/** `settle`: told once, when the client has got all that it will get, with the status if there was one. */
export function createOutlet(response: ServerResponse, settle: (status: number | null) => void): Outlet {
  const send = ({ status, headers, text }: WireAnswer) => {
    settle(status);
    response.writeHead(status, { ...headers, ...measure(status, text) }).end(text);
  };
  return {
    send,
    sendAfter(delayMs, answer) {
      const timer = setTimeout(() => send(answer), delayMs);
      response.once('close', () => clearTimeout(timer));
    },
    cut({ status, headers, text }) {
      if (text === '') return this.reset();
      settle(null);
      const bytes = Buffer.from(text);
      response.writeHead(status, { ...headers, ...measure(status, text) });
      // A proper end of the connection, so that the half that was sent does arrive.
      response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy());
    },
    reset() {
      settle(null);
      response.socket?.resetAndDestroy();
    },
    hold: () => settle(null),
  };
}

function measure(status: number, text: string): Record<string, string> {
  return status === 304 ? {} : { 'content-length': String(Buffer.byteLength(text)) };
}
