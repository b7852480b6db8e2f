import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Exchange } from './exchange.ts';

/** Gives a CGI program the body of a request, and the client what it answers. */
export function relayCgi(exchange: Exchange, program: ChildProcessWithoutNullStreams): void {
  const { request, response, run, settle } = exchange;
  request.pipe(program.stdin);
  // It may end before the client has said all.
  program.stdin.on('error', () => {});
  program.once('error', (error) => run.note(`git http-backend: ${error.message}`));
  program.once('close', () => response.end());
  response.once('close', () => program.kill());

  let head = Buffer.alloc(0);
  program.stdout.on('data', function read(chunk: Buffer) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    program.stdout.off('data', read);
    const { status: line = '200', ...headers } = parseHeaders(head.toString('latin1', 0, end));
    const status = Number.parseInt(line, 10);
    response.once('finish', () => settle(status));
    response.writeHead(status, headers).write(head.subarray(end + 4));
    program.stdout.pipe(response);
  });
}

function parseHeaders(text: string): Record<string, string> {
  const lines = text.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return Object.fromEntries(lines) as Record<string, string>;
}
