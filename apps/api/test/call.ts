import {
  type AnswerOf,
  type BodyOf,
  type Endpoint,
  fillPath,
  type ParamsOf,
  type Problem,
  type QueryOf,
} from '@bookchat/shared';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { readProblem } from './read-problem.ts';
import { type Received, send } from './send.ts';

type Server = { readonly url: string };

export interface CallOptions<E extends Endpoint> {
  readonly params?: ParamsOf<E>;
  readonly query?: QueryOf<E>;
  readonly body?: BodyOf<E>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

/** Anything at all in place of what the endpoint asks for. */
export interface WrongOptions {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Received['headers'];
  readonly body: Body;
}

/** Calls an endpoint, and holds the answer to what its definition promises. */
export async function call<E extends Endpoint>(
  server: Server,
  endpoint: E,
  options: CallOptions<E> = {},
): Promise<Answer<AnswerOf<E>>> {
  const received = await sendTo(server, endpoint, options as WrongOptions);
  return { ...received, body: readAnswer(endpoint, received) as AnswerOf<E> };
}

/** Calls an endpoint that is to refuse, and holds the refusal to the contract. */
export async function callRefused(
  server: Server,
  endpoint: Endpoint,
  options: WrongOptions = {},
): Promise<Answer<Problem>> {
  const received = await sendTo(server, endpoint, options);
  return { ...received, body: readProblem(received) };
}

/** What a successful answer holds, if it fits the definition exactly. */
export function readAnswer(endpoint: Endpoint, { status, headers, text }: Received): unknown {
  const schema = endpoint.answers[status];
  expect(schema, `${endpoint.path} answered ${status}: ${text}`).toBeDefined();
  if (schema === null || schema === undefined) {
    expect(text).toBe('');
    return undefined;
  }
  const mediaType = endpoint.mediaType ?? 'application/json';
  expect(headers['content-type']).toBe(`${mediaType}; charset=utf-8`);
  const body: unknown = endpoint.mediaType === undefined ? JSON.parse(text) : text;
  // Equal, since a schema that trims or normalises would hide that the server did not.
  expect(z.parse(schema, body)).toEqual(body);
  return body;
}

function sendTo(
  server: Server,
  endpoint: Endpoint,
  { params, query, ...rest }: WrongOptions,
): Promise<Received> {
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  const path = fillPath(endpoint, params);
  return send(server, { method: endpoint.method, path: search === '' ? path : `${path}?${search}`, ...rest });
}
