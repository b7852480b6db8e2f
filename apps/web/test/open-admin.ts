import { onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { adminView } from '../src/admin/admin-view.ts';
import { createApiClient } from '../src/api-client.ts';
import { watchRefusals } from '../src/lib/watch-refusals.ts';
import { type Access, createAccess } from '../src/stores/access.ts';
import { createTheme } from '../src/stores/theme.ts';
import { memoryStorage } from './memory-storage.ts';
import type { PageServer } from './page-server.ts';

export interface OpenedAdmin {
  /** Opens the page. */
  readonly token: string;
  /** Who this browser is to the chat. */
  readonly access: Access;
  leave(): void;
}

/** Opens the operator's page of a server; it is left when the test ends, or by `leave`. */
export async function openAdmin(server: PageServer): Promise<OpenedAdmin> {
  const leaving = new AbortController();
  const storage = memoryStorage();
  // The page asks the server that it came from: here the test's own.
  const own: typeof fetch = (input, init) =>
    server.fetch(String(input).replace(location.origin, server.url), init);
  const api = createApiClient(location.origin, own);
  const access = createAccess({ api, storage, random: Math.random, now: () => performance.now() });
  onTestFinished(() => {
    leaving.abort();
    access.stop();
  });
  const view = adminView({
    access,
    theme: createTheme(storage),
    clock: () => new Date(),
    fetch: watchRefusals(own, access.nudge),
    signal: leaving.signal,
  });
  document.body.replaceChildren(view);
  access.resume();
  return { token: await commands.readAdminToken(), access, leave: () => leaving.abort() };
}
