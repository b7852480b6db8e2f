import { onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import type { PlainAnswer } from './server-commands.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    openServer: (env: Readonly<Record<string, string>>) => Promise<string>;
    callServer: (url: string, init: RequestInit) => Promise<PlainAnswer>;
    prepareOwner: (url: string) => Promise<string | null>;
    closeServer: (url: string) => Promise<void>;
    readAdminToken: () => Promise<string>;
  }
}

export interface PageServer {
  readonly url: string;
  /** The browser's fetch as far as the page uses it; `intercept` may stand between. */
  readonly fetch: typeof globalThis.fetch;
  /** Has requests answered by `answer` as long as that is a function; null lets them through again. */
  intercept(answer: ((request: Request) => Response | undefined) | null): void;
  post(author: string, content: string): Promise<void>;
}

/** A real server of its own for one test; it ends with the test. */
export async function startPageServer(env: Readonly<Record<string, string>> = {}): Promise<PageServer> {
  const url = await commands.openServer(env);
  onTestFinished(() => commands.closeServer(url));
  let answer: ((request: Request) => Response | undefined) | null = null;
  let cookie: string | null = null;
  return {
    url,
    intercept: (next) => {
      answer = next;
    },
    async fetch(input, init) {
      init?.signal?.throwIfAborted();
      const intercepted = answer?.(new Request(input, init));
      if (intercepted !== undefined) return intercepted;
      const { signal: _, ...plain } = init ?? {};
      const headers = {
        ...(plain.headers as Record<string, string>),
        ...(cookie === null ? {} : { cookie }),
      };
      const given = await commands.callServer(String(input), { ...plain, headers });
      cookie = givenCookie(given) ?? cookie;
      return toResponse(given);
    },
    async post(author, content) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ author, content });
      const { status, text } = await commands.callServer(`${url}/api/messages`, {
        method: 'POST',
        headers,
        body,
      });
      if (status !== 201) throw new Error(text);
    },
  };
}

/** What the browser keeps of an answer, and no script sees. */
function givenCookie({ headers }: PlainAnswer): string | null {
  const [, value] = headers.find(([name]) => name === 'set-cookie') ?? [];
  return value?.split(';')[0] ?? null;
}

function toResponse({ status, headers, text }: PlainAnswer): Response {
  return new Response(status === 304 || status === 204 ? null : text, {
    status,
    headers: headers.map(([name, value]) => [name, value]),
  });
}
