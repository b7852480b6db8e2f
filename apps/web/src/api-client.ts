import {
  type AnswerOf,
  type BodyOf,
  type Changes,
  type Endpoint,
  fillPath,
  type listChanges,
  type listMessages,
  type listRooms,
  type Message,
  type markRead,
  type ParamsOf,
  type postMessage,
  type QueryOf,
  type Room,
  type readIdentity,
  type readSession,
  type takeName,
} from '@bookchat/shared';
import { ApiError } from './api-error.ts';
import { parseProblem } from './lib/parse-problem.ts';

const TIMEOUT_MS = 10_000;

/** Where a page of changes starts: what the server said last. */
export interface ChangesPosition {
  readonly cursor: string;
  readonly etag: string | null;
}

export interface ApiClient {
  /** How people are let in here, and who this browser is. */
  readSession(signal: AbortSignal): Promise<AnswerOf<typeof readSession>>;
  /** Takes a name for this browser, where nobody has an account. */
  takeName(name: string): Promise<Identity>;
  /** Which names are this browser's. */
  readIdentity(): Promise<Identity>;
  /** The message as the server keeps it; `repeated` if an earlier call with this id had already brought it there. */
  postMessage(body: BodyOf<typeof postMessage>): Promise<{ message: Message; repeated: boolean }>;
  listMessages(query: QueryOf<typeof listMessages>, signal: AbortSignal): Promise<MessagePage>;
  listRooms(signal: AbortSignal): Promise<readonly Room[]>;
  /** Says how far somebody who is signed in has read. */
  markRead(name: string, upTo: string): Promise<void>;
  /** What is new since a position, or without one the present position alone; null where nothing is new. */
  listChanges(since: ChangesPosition | null, signal: AbortSignal): Promise<NewChanges | null>;
}

type Identity = AnswerOf<typeof readIdentity>;
export type MessagePage = AnswerOf<typeof listMessages>;
export type NewChanges = Changes & { etag: string | null };

/**
 * Calls the API at `origin`, and throws nothing but ApiError (or the signal's reason). Methods and paths are held to the
 * contract by the compiler. Of an answer it is checked that it has the parts that are asked for, so that nobody
 * else's is taken for one; the rest is taken as the contract says, whose schemas would be a third of the page.
 */
export function createApiClient(
  origin: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): ApiClient {
  return {
    async readSession(signal) {
      const answer = await call<typeof readSession>('GET', '/api/session', { signal });
      return holding(answer, 'mode', 'ways');
    },
    async takeName(name) {
      return holding(await call<typeof takeName>('PUT', '/api/identity', { body: { name } }), 'names');
    },
    async readIdentity() {
      return holding(await call<typeof readIdentity>('GET', '/api/identity', {}), 'names');
    },
    async postMessage(body) {
      const answer = await call<typeof postMessage>('POST', '/api/messages', { body });
      return { message: holding(answer, 'id', 'content'), repeated: answer.status === 200 };
    },
    async listMessages(query, signal) {
      const answer = await call<typeof listMessages>('GET', '/api/messages', { query, signal });
      return holding(answer, 'messages', 'has_more');
    },
    async listRooms(signal) {
      return holding(await call<typeof listRooms>('GET', '/api/rooms', { signal }), 'rooms').rooms;
    },
    async markRead(name, upTo) {
      await call<typeof markRead>('POST', '/api/rooms/:name/read', {
        params: { name },
        body: { up_to: upTo },
      });
    },
    async listChanges(since, signal) {
      const query = since === null ? {} : { since: since.cursor };
      const etag = since?.etag ?? null;
      const answer = await call<typeof listChanges>('GET', '/api/changes', { query, signal, etag });
      if (answer.status === 304) return null;
      return { ...holding(answer, 'changes', 'cursor', 'archive', 'present'), etag: answer.etag };
    },
  };

  async function call<E extends Endpoint>(
    method: E['method'],
    path: E['path'],
    request: ApiRequest<E>,
  ): Promise<Answer<E>> {
    const url = new URL(fillPath({ path }, request.params as Record<string, unknown> | undefined), origin);
    for (const [name, value] of Object.entries(request.query ?? {}))
      url.searchParams.set(name, String(value));
    const { response, text } = await reach(url, method, request);
    const { status } = response;
    if (!response.ok && status !== 304) throw refusal(response, text);
    return { status, text, etag: response.headers.get('etag') };
  }

  async function reach(url: URL, method: Endpoint['method'], request: ApiRequest<Endpoint>) {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await fetch(url, {
        method,
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
  params?: ParamsOf<E>;
  query?: QueryOf<E>;
  body?: BodyOf<E>;
  etag?: string | null;
  signal?: AbortSignal;
}

/** `E` says what its text means. */
interface Answer<E extends Endpoint> {
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
  readonly of?: E;
}

function headersOf({ body, etag }: ApiRequest<Endpoint>): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(etag ? { 'if-none-match': etag } : {}),
  };
}

function holding<E extends Endpoint>(
  { text }: Answer<E>,
  ...parts: readonly (keyof NonNullable<AnswerOf<E>> & string)[]
): NonNullable<AnswerOf<E>> {
  const value = parseJson(text);
  const isAnswer = typeof value === 'object' && value !== null && parts.every((part) => part in value);
  if (!isAnswer) throw new ApiError({ kind: 'garbled' });
  return value as NonNullable<AnswerOf<E>>;
}

function refusal(response: Response, text: string): ApiError {
  const { code, detail, errors } = parseProblem(text);
  const seconds = Number(response.headers.get('retry-after'));
  return new ApiError({
    kind: 'refused',
    status: response.status,
    code: code ?? null,
    detail: detail ?? null,
    errors,
    retryAfterMs: Number.isFinite(seconds) ? Math.max(0, seconds) * 1_000 : 0,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer that is not JSON holds nothing: whoever looks for its parts says so.
    return undefined;
  }
}
