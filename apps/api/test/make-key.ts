import { type ApiKey, type ApiKeyScope, createKey } from '@bookchat/shared';
import { call } from './call.ts';
import { TEST_ADMIN_TOKEN } from './start-test-server.ts';

export interface MadeKey {
  readonly key: ApiKey;
  readonly secret: string;
  /** What a program sends with each request. */
  readonly headers: { readonly authorization: string };
}

/** Has a server make an API key with these scopes. */
export async function makeKey(
  server: { readonly url: string },
  ...scopes: [ApiKeyScope, ...ApiKeyScope[]]
): Promise<MadeKey> {
  const { body } = await call(server, createKey, {
    headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}` },
    body: { name: `a program that may ${scopes.join(' and ')}`, scopes },
  });
  return { ...body, headers: toHeaders(body.secret) };
}

export function toHeaders(secret: string): MadeKey['headers'] {
  return { authorization: `Bearer ${secret}` };
}
