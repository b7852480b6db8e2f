import {
  type Access,
  type Endpoint,
  PROBLEM_MEDIA_TYPE,
  PROBLEMS,
  type ProblemCode,
  problemSchema,
} from '@bookchat/shared';
import type * as z from 'zod/mini';
import type { $ZodObject } from 'zod/v4/core';
import {
  createDocument,
  type oas31,
  type ZodOpenApiResponseObject as Response,
  type ZodOpenApiOperationObject,
} from 'zod-openapi';
import { VERSION } from '../../version.ts';

/** What any route can answer with beside its own problems. */
const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'malformed_request',
  'key_refused',
  'host_not_allowed',
  'proxy_not_allowed',
  'method_not_allowed',
  'request_timeout',
  'headers_too_large',
  'internal_error',
  'overloaded',
  'maintenance',
  'shutting_down',
];
const INPUT_PROBLEMS: readonly ProblemCode[] = ['validation_failed'];
const BODY_PROBLEMS: readonly ProblemCode[] = [
  'malformed_json',
  'origin_not_allowed',
  'body_too_large',
  'unsupported_media_type',
];

const ADMIN =
  'The admin token, or an API key (`bk_…`) with the scope `admin`; for what only looks, `monitor` is enough. Where the ' +
  'chat itself is open, an API key may be sent as well, and needs the scope `read`, or `write` for what writes.';

const SESSION =
  'With accounts (`AUTH_MODE=accounts`): the cookie of `POST /api/session`, named `__Host-bookchat_session` over HTTPS. ' +
  'In the mode `open` there is none, and the chat itself asks for nothing.';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  304: 'Nothing is new',
  503: 'It is not well',
};

/** Describes the endpoints as OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.1 */
export function createOpenApiDocument(endpoints: readonly Endpoint[]): oas31.OpenAPIObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: toOperation(endpoint),
    };
  }
  const document = createDocument({
    openapi: '3.1.1',
    info: {
      title: 'BookChat',
      version: VERSION,
      description: 'A team chat whose history is a Git repository that the team owns.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        admin: { type: 'http', scheme: 'bearer', description: ADMIN },
        session: { type: 'apiKey', in: 'cookie', name: 'bookchat_session', description: SESSION },
      },
    },
    paths,
  });
  // Its own types differ from those that it exports only in optional fields.
  return document as unknown as oas31.OpenAPIObject;
}

function toOperation(endpoint: Endpoint): ZodOpenApiOperationObject {
  return {
    summary: endpoint.summary,
    description: endpoint.description,
    security: toSecurity(endpoint.access),
    requestParams: toParameters(endpoint),
    ...(endpoint.body === undefined
      ? {}
      : {
          requestBody: {
            required: !isOptional(endpoint.body),
            content: { 'application/json': { schema: endpoint.body } },
          },
        }),
    responses: mergeByStatus(toAnswers(endpoint), toRefusals(endpoint)),
  };
}

/** In the open mode nobody signs in, and of the chat itself anyone may ask. */
function toSecurity(access: Access): NonNullable<ZodOpenApiOperationObject['security']> {
  if (access === 'public') return [];
  if (access === 'reader' || access === 'member') return [{}, { session: [] }, { admin: [] }];
  return [{ admin: [] }, { session: [] }];
}

function toParameters({ params, query }: Endpoint) {
  return {
    ...(params === undefined ? {} : { path: params as $ZodObject }),
    ...(query === undefined ? {} : { query: query as $ZodObject }),
  };
}

function isOptional(body: z.core.$ZodType): boolean {
  return body._zod.optin === 'optional';
}

type Responses = Record<`${1 | 2 | 3 | 4 | 5}${string}`, Response>;

/** A status may stand for an answer and for refusals: their media types tell which it is. */
function mergeByStatus(answers: Responses, refusals: Responses): Responses {
  const merged: Responses = { ...answers };
  for (const [status, refusal] of Object.entries(refusals) as [keyof Responses, Response][])
    merged[status] = merge(merged[status], refusal);
  return merged;
}

function merge(answer: Response | undefined, refusal: Response): Response {
  if (answer === undefined) return refusal;
  return {
    description: `${answer.description}; or ${refusal.description}`,
    content: { ...answer.content, ...refusal.content },
  };
}

function toAnswers({ answers, mediaType }: Endpoint): Responses {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      toAnswer(mediaType ?? 'application/json', schema, status),
    ]),
  );
}

function toAnswer(mediaType: string, schema: z.core.$ZodType | null, status: string) {
  const description = DESCRIPTIONS[status] ?? 'Done';
  return schema === null ? { description } : { description, content: { [mediaType]: { schema } } };
}

function toRefusals(endpoint: Endpoint): Responses {
  const byStatus = Map.groupBy(listProblems(endpoint), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('; '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } },
      },
    ]),
  );
}

function listProblems(endpoint: Endpoint): ProblemCode[] {
  const { params, query, method, access, limit, problems } = endpoint;
  return [
    ...new Set([
      ...problems,
      ...(params !== undefined || query !== undefined || access !== 'public' || method !== 'GET'
        ? INPUT_PROBLEMS
        : []),
      ...(method !== 'GET' ? BODY_PROBLEMS : []),
      ...listRefusals(endpoint),
      ...(limit === 'none' ? [] : (['rate_limited'] as const)),
      ...COMMON_PROBLEMS,
    ]),
  ];
}

function listRefusals({ access, fresh }: Endpoint): readonly ProblemCode[] {
  if (access === 'public') return [];
  return [
    'sign_in_needed',
    'scope_needed',
    ...(access === 'reader' ? [] : (['role_needed'] as const)),
    ...(access === 'reader' || access === 'member' ? [] : (['admin_required'] as const)),
    ...(access === 'member' ? (['muted'] as const) : []),
    ...(fresh === true ? (['recent_sign_in_needed'] as const) : []),
  ];
}
