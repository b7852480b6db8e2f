import type { BrowserCommand } from 'vitest/node';
import { startTestServer, type TestServer } from '../../api/test/start-test-server.ts';

/** The part of an answer that a page looks at, in a form that can cross from Node to the browser. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

const servers = new Map<string, TestServer>();

/** Starts a real server for a test in the browser, and answers with its address. */
export const openServer: BrowserCommand<[]> = async () => {
  const server = await startTestServer();
  servers.set(server.url, server);
  return server.url;
};

/** Calls a server from Node, so that the test page's own origin does not matter. */
export const callServer: BrowserCommand<[url: string, init: RequestInit]> = async (_, url, init) => {
  const response = await fetch(url, init);
  return { status: response.status, headers: [...response.headers], text: await response.text() };
};

export const closeServer: BrowserCommand<[url: string]> = async (_, url) => {
  await servers.get(url)?.close();
  servers.delete(url);
};
