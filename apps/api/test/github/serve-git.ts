import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { ensureWritable, isAccepted } from './access/authorize.ts';
import type { Exchange } from './exchange.ts';
import { gitEnvironment } from './git/run-git.ts';
import { Refusal } from './refusal.ts';
import { relayCgi } from './relay-cgi.ts';

/** Git's own protocol, for `git clone` and `git push`, spoken by git itself. */
export function serveGit(exchange: Exchange): void {
  const { fault, finish } = exchange;
  try {
    if (fault === undefined) authorizeGit(exchange);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    finish({ status: error.status, headers: error.headers, text: `${error.message}\n` });
    return;
  }
  if (fault === undefined)
    relayCgi(exchange, spawn('git', ['http-backend'], { env: cgiEnvironment(exchange) }));
  else finish({ status: 200, headers: {}, text: '' });
}

function authorizeGit({ run: { site }, request }: Exchange): void {
  const [, basic = ''] = /^basic (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const password = Buffer.from(basic, 'base64').toString().split(':')[1];
  const isPush = request.url?.includes('git-receive-pack') === true;
  if (!isAccepted(site, password) && (site.settings.isPrivate || isPush))
    throw new Refusal(401, 'Invalid username or token.', { 'www-authenticate': 'Basic realm="GitHub"' });
  if (isPush) ensureWritable(site.settings);
}

function cgiEnvironment({ run: { site }, request }: Exchange): NodeJS.ProcessEnv {
  const { gitDir } = site.repository;
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const { headers } = request;
  return {
    ...gitEnvironment(),
    GIT_PROJECT_ROOT: dirname(gitDir),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path.replace(`/${site.owner}/${site.name}.git`, `/${basename(gitDir)}`),
    QUERY_STRING: query,
    REQUEST_METHOD: request.method,
    REMOTE_USER: 'x-access-token',
    REMOTE_ADDR: '127.0.0.1',
    CONTENT_TYPE: headers['content-type'],
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: headers['git-protocol']?.toString(),
  };
}
