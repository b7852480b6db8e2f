import type { Site } from './site.ts';

/** What each answer of the API carries, whatever it says. */
export function baseHeaders({ settings, rate }: Site): Record<string, string> {
  return {
    server: 'github.com',
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': crypto.randomUUID(),
    ...rate.headers(),
    ...tokenHeaders(settings),
  };
}

/** Classic tokens have scopes; an App's token tells its end in the answer that it came with. */
function tokenHeaders({ token, tokenExpiresAt }: Site['settings']): Record<string, string> {
  if (token === null || token.startsWith('ghs_')) return {};
  const scopes = token.startsWith('ghp_') ? { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': '' } : {};
  if (tokenExpiresAt === null) return scopes;
  const [date, time] = new Date(tokenExpiresAt).toISOString().split(/[T.]/);
  return { ...scopes, 'github-authentication-token-expiration': `${date} ${time} UTC` };
}
