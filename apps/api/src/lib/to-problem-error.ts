import type { Problem, ProblemCode } from '@bookchat/shared';
import type { FastifyError } from 'fastify';
import { formatNumber } from './format-number.ts';
import { ProblemError } from './problem-error.ts';

export const MAX_BODY_BYTES = 16 * 1024;

/** What Fastify itself refuses, by its error code: https://fastify.dev/docs/latest/Reference/Errors/ */
const FASTIFY_REFUSALS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send JSON, with the header `Content-Type: application/json`.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed_request',
    'The body is not as long as its Content-Length says. Send it again.',
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'body_too_large',
    `A body holds at most ${formatNumber(MAX_BODY_BYTES)} bytes. Shorten the text, or send it as UTF-8 without \\u escapes.`,
  ],
  FST_ERR_BAD_URL: ['malformed_request', 'The address holds a % that no two hexadecimal digits follow.'],
};

/** What else is the caller's doing, by the status that the error came with. */
const STATUS_REFUSALS: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  412: [
    'precondition_failed',
    'This is not the version that `If-Match` or `If-Unmodified-Since` asks for. Load it anew, without them.',
  ],
};
const UNREADABLE = [
  'malformed_request',
  'The request did not arrive whole, or holds what this address cannot read. Send it again.',
] as const;

/**
 * Finds what a caller may be told of any error. What carries a 4xx is the caller's doing; what is unknown is
 * the server's own, and becomes `internal_error`.
 * @param maxBodyBytes of the route.
 */
export function toProblemError(error: FastifyError, maxBodyBytes = MAX_BODY_BYTES): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' && maxBodyBytes !== MAX_BODY_BYTES)
    return tooLarge(maxBodyBytes);
  if (error.validation !== undefined) return toValidationProblem(error);
  const refusal = FASTIFY_REFUSALS[error.code] ?? findByStatus(error);
  return refusal === undefined ? internalError(error) : new ProblemError(...refusal);
}

function tooLarge(maxBodyBytes: number): ProblemError {
  return new ProblemError(
    'body_too_large',
    `Here a body holds at most ${formatNumber(maxBodyBytes)} bytes. Send a smaller one.`,
  );
}

function findByStatus({ statusCode = 500 }: FastifyError): readonly [ProblemCode, string] | undefined {
  if (statusCode < 400 || statusCode >= 500) return undefined;
  return STATUS_REFUSALS[statusCode] ?? UNREADABLE;
}

function internalError(error: FastifyError): ProblemError {
  return new ProblemError(
    'internal_error',
    'The server met an error that it did not expect, and has noted it. Try again.',
    {
      cause: error,
    },
  );
}

type Issue = NonNullable<FastifyError['validation']>[number];
type FieldErrors = NonNullable<Problem['errors']>;

function toValidationProblem({ validation = [], validationContext }: FastifyError): ProblemError {
  const errors = validation.flatMap(describeIssue);
  const count = errors.length === 1 ? 'One thing' : `${errors.length} things`;
  const where = validationContext === 'querystring' ? 'query' : (validationContext ?? 'request');
  return new ProblemError(
    'validation_failed',
    `${count} in the ${where} must be put right: see \`errors\`.`,
    { errors },
  );
}

function describeIssue({ instancePath, keyword, message = '', params }: Issue): FieldErrors {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'unrecognized_keys') return describeUnknown(path, params['keys'] as string[]);
  if (path === '' && keyword === 'invalid_type') return [{ path, message: 'A JSON object is needed here.' }];
  return [{ path, message }];
}

function describeUnknown(path: string, keys: readonly string[]): FieldErrors {
  return keys.map((key) => ({
    path: path === '' ? key : `${path}.${key}`,
    message: 'This field is not known here. Leave it out.',
  }));
}
