import {
  type AnswerOf,
  type BodyOf,
  type Changes,
  type Endpoint,
  listChanges,
  listMessages,
  type Message,
  postMessage,
  problemSchema,
  type QueryOf,
} from '@bookchat/shared';
import * as z from 'zod/mini';
import { ApiError } from './api-error.ts';

// The page's content security policy forbids the code generation that zod would try.
z.config({ jitless: true });

const TIMEOUT_MS = 10_000;

/** Where a page of changes starts: what the server said last. */
export interface ChangesPosition {
  readonly cursor: string;
  readonly etag: string | null;
}

export interface ApiClient {
  /** The message as the server keeps it; `repeated` if an earlier call with this id had already brought it there. */
  postMessage(body: BodyOf<typeof postMessage>): Promise<{ message: Message; repeated: boolean }>;
  listMessages(query: QueryOf<typeof listMessages>, signal: AbortSignal): Promise<MessagePage>;
  /** What is new since a position, or without one the present position alone; null where nothing is new. */
  listChanges(since: ChangesPosition | null, signal: AbortSignal): Promise<NewChanges | null>;
}

export type MessagePage = AnswerOf<typeof listMessages>;
export type NewChanges = Changes & { etag: string | null };

/** Calls the API at `origin`, checks each answer against its schema, and throws nothing but ApiError (or the signal's reason). */
export function createApiClient(
  origin: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): ApiClient {
  return {
    async postMessage(body) {
      const { status, value } = await call(postMessage, { body });
      return { message: value, repeated: status === 200 };
    },
    async listMessages(query, signal) {
      return (await call(listMessages, { query, signal })).value;
    },
    async listChanges(since, signal) {
      const query = since === null ? {} : { since: since.cursor };
      const { value, etag } = await call(listChanges, { query, signal, etag: since?.etag ?? null });
      return value === undefined ? null : { ...value, etag };
    },
  };

  async function call<E extends Endpoint>(endpoint: E, request: ApiRequest<E>): Promise<Answer<E>> {
    const url = new URL(endpoint.path, origin);
    for (const [name, value] of Object.entries(request.query ?? {}))
      url.searchParams.set(name, String(value));
    const { response, text } = await reach(url, endpoint, request);
    const schema = endpoint.answers[response.status];
    if (schema === undefined) throw refusal(response, text);
    const value = schema === null ? undefined : check(schema, text);
    return { status: response.status, value, etag: response.headers.get('etag') } as Answer<E>;
  }

  async function reach(url: URL, endpoint: Endpoint, request: ApiRequest<Endpoint>) {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await fetch(url, {
        method: endpoint.method,
        headers: headersOf(request),
        body: request.body === undefined ? null : JSON.stringify(request.body),
        // Freshness is this client's own business, by ETag; and a redirect leads to somebody else's sign-in page.
        cache: 'no-store',
        redirect: 'error',
        signal: request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]),
      });
      return { response, text: await response.text() };
    } catch {
      request.signal?.throwIfAborted();
      throw new ApiError({ kind: 'unreachable' });
    }
  }
}

interface ApiRequest<E extends Endpoint> {
  query?: QueryOf<E>;
  body?: BodyOf<E>;
  etag?: string | null;
  signal?: AbortSignal;
}

interface Answer<E extends Endpoint> {
  status: number;
  value: AnswerOf<E>;
  etag: string | null;
}

function headersOf({ body, etag }: ApiRequest<Endpoint>): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(etag ? { 'if-none-match': etag } : {}),
  };
}

function check(schema: z.core.$ZodType, text: string): unknown {
  const result = z.safeParse(schema, parseJson(text));
  if (!result.success) throw new ApiError({ kind: 'garbled' });
  return result.data;
}

function refusal(response: Response, text: string): ApiError {
  const problem = z.safeParse(problemSchema, parseJson(text));
  const seconds = Number(response.headers.get('retry-after'));
  return new ApiError({
    kind: 'refused',
    status: response.status,
    code: problem.data?.code ?? null,
    detail: problem.data?.detail ?? null,
    retryAfterMs: Number.isFinite(seconds) ? Math.max(0, seconds) * 1_000 : 0,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer that is not JSON fits no schema: whoever checks it says so.
    return undefined;
  }
}
