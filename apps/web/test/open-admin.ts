import { onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { adminView } from '../src/admin/admin-view.ts';
import { createTheme } from '../src/stores/theme.ts';
import { memoryStorage } from './memory-storage.ts';
import type { PageServer } from './page-server.ts';

/** Opens the operator's page of a server; it is left when the test ends, or by `leave`. `token` opens it. */
export async function openAdmin(server: PageServer): Promise<{ token: string; leave(): void }> {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const view = adminView({
    theme: createTheme(memoryStorage()),
    clock: () => new Date(),
    // The page asks the server that it came from: here the test's own.
    fetch: (input, init) => server.fetch(String(input).replace(location.origin, server.url), init),
    signal: leaving.signal,
  });
  document.body.replaceChildren(view);
  return { token: await commands.readAdminToken(), leave: () => leaving.abort() };
}
