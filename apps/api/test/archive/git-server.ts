import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { git } from './git-by-hand.ts';

export interface GitServer {
  /** Of the repository. */
  readonly url: string;
  /** The `Authorization` of each request. */
  readonly seen: (string | undefined)[];
  close(): Promise<void>;
}

interface Options {
  /** What the `Authorization` must be. */
  readonly authorization?: string;
  /** Answers a request in another way; false leaves it to git. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Serves a repository as GitHub does, on this machine: by git's own program for that. */
export async function startGitServer(repository: string, options: Options = {}): Promise<GitServer> {
  const seen: GitServer['seen'] = [];
  const program = `${git(repository, '--exec-path')}/git-http-backend`;
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    if (options.answer?.(request, response) === true) return;
    if (options.authorization !== undefined && request.headers.authorization !== options.authorization)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
    else serve({ program, repository }, request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/archive.git`,
    seen,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** https://git-scm.com/docs/git-http-backend */
function serve(
  { program, repository }: { readonly program: string; readonly repository: string },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
  const child = spawn(program, {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: repository,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname.replace('/archive.git', ''),
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => {});
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.on('close', () => answer(Buffer.concat(parts), response));
}

function answer(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n');
  const headers = output.toString('latin1', 0, end).split('\r\n');
  for (const line of headers) {
    const [name = '', value = ''] = line.split(': ');
    if (name === 'Status') response.statusCode = Number(value.slice(0, 3));
    else response.setHeader(name, value);
  }
  response.end(output.subarray(end + 4));
}
