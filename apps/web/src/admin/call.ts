import {
  type AnswerOf,
  type BodyOf,
  type Endpoint,
  fillPath,
  type ParamsOf,
  type PROBLEM_MEDIA_TYPE,
  type QueryOf,
} from '@bookchat/shared';
import { ApiError } from '../api-error.ts';
import { parseProblem } from '../lib/parse-problem.ts';

const TIMEOUT_MS = 10_000;
const PROBLEM: typeof PROBLEM_MEDIA_TYPE = 'application/problem+json';

export interface CallOptions<E extends Endpoint> {
  readonly params?: ParamsOf<E>;
  readonly query?: QueryOf<E>;
  readonly body?: BodyOf<E>;
  /** Sent once to be exchanged for a cookie. */
  readonly token?: string;
  /** It takes as long as it takes, as a restore does. */
  readonly isLong?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Calls an endpoint of the operators' part. Method and path are held to the shared contract by the compiler:
 * `call<typeof listTasks>('GET', '/api/system/tasks')`. Throws nothing but ApiError (or the signal's reason).
 */
export type Call = <E extends Endpoint>(
  method: E['method'],
  path: E['path'],
  options?: CallOptions<E>,
) => Promise<AnswerOf<E>>;

/**
 * The answers of this page's own server are taken as the contract says that they are. To check them against their
 * schemas would bring parts of zod into the chat's first load that the chat has no use for.
 */
export function createCall(origin: string, fetch: typeof globalThis.fetch = globalThis.fetch): Call {
  return async (method, path, options = {}) => {
    const url = new URL(fillPath({ path }, options.params as Record<string, unknown> | undefined), origin);
    for (const [name, value] of Object.entries(options.query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const { response, text } = await reach(fetch, url, method, options);
    return read(response, text);
  };
}

async function reach(
  fetch: typeof globalThis.fetch,
  url: URL,
  method: string,
  { body, token, isLong = false, signal }: CallOptions<Endpoint>,
) {
  const limits = [
    ...(isLong ? [] : [AbortSignal.timeout(TIMEOUT_MS)]),
    ...(signal === undefined ? [] : [signal]),
  ];
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: `application/json, ${PROBLEM}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.any(limits),
    });
    return { response, text: await response.text() };
  } catch {
    signal?.throwIfAborted();
    throw new ApiError({ kind: 'unreachable' });
  }
}

/** An unhealthy server answers 503 with its health, which is no problem document. */
function read<Answer>(response: Response, text: string): Answer {
  const kind = response.headers.get('content-type') ?? '';
  if (response.status === 204) return undefined as Answer;
  const isAnswer = kind.startsWith('application/json') && (response.ok || response.status === 503);
  if (!isAnswer) throw toRefusal(response, kind.startsWith(PROBLEM) ? text : '{}');
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError({ kind: 'garbled' });
  }
}

function toRefusal(response: Response, text: string): ApiError {
  if (response.ok) return new ApiError({ kind: 'garbled' });
  const { code, detail, errors } = parseProblem(text);
  const seconds = Number(response.headers.get('retry-after'));
  return new ApiError({
    kind: 'refused',
    status: response.status,
    code: code ?? null,
    detail: detail ?? null,
    retryAfterMs: Number.isFinite(seconds) ? Math.max(0, seconds) * 1_000 : 0,
    errors,
  });
}
