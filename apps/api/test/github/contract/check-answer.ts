import type { Operation } from '../operations.ts';
import { type Check, compileSchema } from './compile-schema.ts';
import { describeOperation, resolve, type Schema } from './description.ts';
import { toJsonSchema } from './to-json-schema.ts';

const checks = new Map<string, Check>();

/** Where an answer is not what GitHub's description says of this operation and status. */
export function checkAnswer(operation: Operation, status: number, body: unknown): readonly string[] {
  const key = `${operation} ${status}`;
  const check = checks.get(key) ?? compileAnswer(operation, status);
  checks.set(key, check);
  return check(body);
}

function compileAnswer(operation: Operation, status: number): Check {
  const response = describeOperation(operation).responses[status];
  if (response !== undefined) {
    const schema = resolve(response).content?.['application/json']?.schema;
    return schema === undefined ? () => [] : compile(schema);
  }
  // 401, 403, 429 and 5xx come from any operation, though few descriptions say so.
  if (status >= 400) return compile({ $ref: '#/components/schemas/basic-error', required: ['message'] });
  return () => [` of a ${status} is not described`];
}

function compile(schema: Schema): Check {
  return compileSchema(toJsonSchema(schema, { closed: false }));
}
