import type * as z from 'zod/mini';
import type { ProblemCode } from './problem.ts';

/**
 * Who may call: `public` is anyone at all; `reader` whoever may read the chat, guests among them; `member` whoever may
 * write as well; `monitor` and `admin` whoever has shown that right; `owner` the admin token or an owner alone.
 */
export type Access = 'public' | 'reader' | 'member' | 'monitor' | 'admin' | 'owner';

/** What a call counts against; the figures stand in the server's rate-limit policies. */
export type RateLimitClass = 'write' | 'read' | 'poll' | 'sign_in' | 'admin' | 'backup' | 'search' | 'none';

type Schema = z.core.$ZodType;

/**
 * One route of the API, as both ends need it. What a caller sends is strict: an unknown field is refused, not
 * dropped. What the server answers is not: an open page of an older version passes over what it does not know.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for each of `params`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly limit: RateLimitClass;
  /**
   * Whether a request from the machine itself may do without the admin right in development: only what reads,
   * never a download or a restore.
   */
  readonly openInDevelopment?: boolean;
  /**
   * Whether with accounts a person must have signed in within the last ten minutes, or have given the admin token within them
   * where its cookie is what is shown. The token itself is good, and an API key never.
   */
  readonly fresh?: boolean;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** The most bytes of a body, where it is not the 16 KiB of every other route. */
  readonly maxBodyBytes?: number;
  /** What a successful answer is written in; JSON where it is not said. */
  readonly mediaType?: 'text/html' | 'text/css' | 'text/plain' | 'image/webp' | 'application/vnd.sqlite3';
  /** The schema of each successful answer by status; null where it has no body. */
  readonly answers: Readonly<Record<number, Schema | null>>;
  /** The codes that are this route's own; those that any route can answer with are not repeated. */
  readonly problems: readonly ProblemCode[];
}

export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

/** What a caller must name in the path. */
export type ParamsOf<E extends Endpoint> = E['params'] extends Schema ? z.input<E['params']> : undefined;
/** What a caller may give as the body (before defaults and trimming). */
export type BodyOf<E extends Endpoint> = E['body'] extends Schema ? z.input<E['body']> : undefined;
/** What a caller may give as the query. */
export type QueryOf<E extends Endpoint> = E['query'] extends Schema ? z.input<E['query']> : undefined;
/** What a successful call answers with. */
export type AnswerOf<E extends Endpoint> = {
  [Status in keyof E['answers']]: E['answers'][Status] extends Schema
    ? z.output<E['answers'][Status]>
    : undefined;
}[keyof E['answers']];
