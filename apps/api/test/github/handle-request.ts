import type { IncomingMessage, ServerResponse } from 'node:http';
import { beginExchange, type Exchange } from './exchange.ts';
import { findOperation } from './find-operation.ts';
import { handleCall } from './handle-call.ts';
import type { Run } from './run.ts';
import { serveGit } from './serve-git.ts';
import { serveOauth } from './serve-oauth.ts';

/** One request, from its first line to its end: a call of the API, git's own protocol, or a stray. */
export async function handleRequest(
  run: Run,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '' } = request;
  const [path = ''] = url.split('?', 1);
  const begin = (operation: Parameters<typeof beginExchange>[3]) =>
    beginExchange(run, request, response, operation);
  const target = findOperation(method, path);
  if (target !== undefined) await handleCall(begin(target.operation), target);
  else if (path.startsWith(`/${run.site.owner}/${run.site.name}.git/`)) serveGit(begin('git'));
  else if (path.startsWith('/login/oauth/')) await serveOauth(begin('oauth'), path);
  else if (path.startsWith('/elsewhere/')) answerElsewhere(begin('elsewhere'));
  else answerUnknown(begin('unknown'));
}

function answerElsewhere({ finish }: Exchange): void {
  finish({ status: 200, headers: { 'content-type': 'text/html' }, text: '<p>This is another host.</p>' });
}

function answerUnknown({ finish, run, request }: Exchange): void {
  run.note(`${request.method} ${request.url} is none of the routes that the double speaks`);
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  finish({ status: 404, headers, text: JSON.stringify({ message: 'Not Found' }) });
}
