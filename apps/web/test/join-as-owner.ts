import { commands } from 'vitest/browser';
import type { PageServer } from './page-server.ts';

export const PASSWORD = 'correct horse battery staple';
/** With accounts, and without a limit that a test of something else would meet. */
export const ACCOUNTS = { AUTH_MODE: 'accounts', RATE_LIMIT_MAX_SIGN_INS: '100000' };

/** Makes the first account of a server, alice's; its session is the browser's from now on. */
export async function joinAsOwner(server: PageServer): Promise<void> {
  const link = await commands.prepareOwner(server.url);
  if (link === null) throw new Error('There is an owner already.');
  const body = { token: new URL(link).hash.slice(1), name: 'alice', password: PASSWORD };
  const { status } = await server.fetch(`${server.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (status !== 201) throw new Error(`Nobody could join: ${status}.`);
}
