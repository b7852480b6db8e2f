import type { BrowserCommand } from 'vitest/node';
import { startTestServer, TEST_ADMIN_TOKEN, type TestServer } from '../../api/test/start-test-server.ts';

/** The part of an answer that a page looks at, in a form that can cross from Node to the browser. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

const servers = new Map<string, TestServer>();
const calls = new Set<Promise<PlainAnswer>>();

/** Starts a real server for a test in the browser, and answers with its address; `env` as in .env.example. */
export const openServer: BrowserCommand<[env: Readonly<Record<string, string>>]> = async (_, env) => {
  const server = await startTestServer(env);
  servers.set(server.url, server);
  return server.url;
};

/** Answers with the link by which the first account of such a server is made. */
export const prepareOwner: BrowserCommand<[url: string]> = async (_, url) =>
  (await servers.get(url)?.app.accounts.prepareSetUp()) ?? null;

/** With what whoever runs such a server signs in. */
export const readAdminToken: BrowserCommand<[]> = () => TEST_ADMIN_TOKEN;

/** Calls a server from Node, so that the test page's own origin does not matter. */
export const callServer: BrowserCommand<[url: string, init: RequestInit]> = async (_, url, init) => {
  const call = readAnswer(url, init);
  calls.add(call);
  return call.finally(() => calls.delete(call));
};

async function readAnswer(url: string, init: RequestInit): Promise<PlainAnswer> {
  const response = await fetch(url, init);
  return { status: response.status, headers: [...response.headers], text: await response.text() };
}

/** What a page that was left still asked is answered first, for the server waits for whoever is connected. */
export const closeServer: BrowserCommand<[url: string]> = async (_, url) => {
  await Promise.allSettled(calls);
  await servers.get(url)?.close();
  servers.delete(url);
};
