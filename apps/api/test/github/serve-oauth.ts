import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Exchange } from './exchange.ts';
import type { WireAnswer } from './faults/fault.ts';
import { OAUTH_APP, type Site } from './site.ts';

/** The web application flow with PKCE, as docs.github.com describes it under "Authorizing OAuth apps". */
export async function serveOauth({ run, request, finish }: Exchange, path: string): Promise<void> {
  const text = await readText(request);
  const asked = new URL(request.url ?? '', run.site.url).searchParams;
  if (path === '/login/oauth/authorize') finish(authorize(run.site, asked));
  else finish(exchangeCode(run.site, new URLSearchParams(text)));
}

/** Nobody is asked: who sits at the browser is known, and what they say. */
function authorize({ oauth, settings }: Site, asked: URLSearchParams): WireAnswer {
  const redirectUri = asked.get('redirect_uri') ?? '';
  if (asked.get('client_id') !== OAUTH_APP.clientId || !URL.canParse(redirectUri)) return page(404);
  const back = new URL(redirectUri);
  back.searchParams.set('state', asked.get('state') ?? '');
  if (settings.browser === null) {
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'The user has denied your application access.');
  } else {
    const code = randomBytes(10).toString('hex');
    const challenge =
      asked.get('code_challenge_method') === 'S256' ? (asked.get('code_challenge') ?? '') : '';
    oauth.codes.set(code, { login: settings.browser, redirectUri, challenge });
    back.searchParams.set('code', code);
  }
  return { status: 302, headers: { location: back.href }, text: '' };
}

/** Errors come with 200 as well. */
function exchangeCode({ oauth }: Site, given: URLSearchParams): WireAnswer {
  if (given.get('client_id') !== OAUTH_APP.clientId || given.get('client_secret') !== OAUTH_APP.clientSecret)
    return json({ error: 'incorrect_client_credentials' });
  const code = given.get('code') ?? '';
  const grant = oauth.codes.get(code);
  oauth.codes.delete(code);
  const verifier = createHash('sha256')
    .update(given.get('code_verifier') ?? '')
    .digest('base64url');
  if (grant === undefined || verifier !== grant.challenge || given.get('redirect_uri') !== grant.redirectUri)
    return json({
      error: 'bad_verification_code',
      error_description: 'The code passed is incorrect or expired.',
    });
  const token = `gho_${randomBytes(18).toString('hex')}`;
  oauth.tokens.set(token, grant.login);
  return json({ access_token: token, token_type: 'bearer', scope: '' });
}

function json(body: unknown): WireAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status: 200, headers, text: JSON.stringify(body) };
}

function page(status: number): WireAnswer {
  return { status, headers: { 'content-type': 'text/html' }, text: '<p>GitHub</p>' };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
