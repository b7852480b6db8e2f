import type { Operation } from '../operations.ts';
import { type Check, compileSchema } from './compile-schema.ts';
import { type Description, describeOperation, type Parameter, resolve } from './description.ts';
import { toJsonSchema } from './to-json-schema.ts';

export interface RequestParts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** undefined: there was none. */
  readonly body: unknown;
}

const checks = new Map<Operation, (parts: RequestParts) => readonly string[]>();

/**
 * Where a request is not what GitHub's description says. GitHub itself lets properties and parameters pass
 * that it does not know; here they are wrong, because a typing error would hide in them.
 */
export function checkRequest(operation: Operation, parts: RequestParts): readonly string[] {
  const check = checks.get(operation) ?? compileChecks(describeOperation(operation));
  checks.set(operation, check);
  return check(parts);
}

function compileChecks(description: Description): (parts: RequestParts) => readonly string[] {
  const parameters = (description.parameters ?? []).map((parameter) => resolve<Parameter>(parameter));
  const checkPath = compileParameters(parameters.filter((parameter) => parameter.in === 'path'));
  const checkQuery = compileParameters(parameters.filter((parameter) => parameter.in === 'query'));
  const checkBody = compileBody(description);
  return ({ path, query, body }) => [
    ...checkPath({ ...path }).map((text) => `path${text}`),
    ...checkQuery({ ...query }).map((text) => `query${text}`),
    ...checkBody(body).map((text) => `body${text}`),
  ];
}

function compileParameters(parameters: readonly Parameter[]): Check {
  const properties = parameters.map(({ name, schema }) => [name, schema]);
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const schema = { type: 'object', properties: Object.fromEntries(properties), required };
  return compileSchema(toJsonSchema(schema, { closed: true }), { text: true });
}

function compileBody({ requestBody }: Description): Check {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return (body) => (body === undefined ? [] : [' must not be there']);
  const check = compileSchema(toJsonSchema(schema, { closed: true }));
  return (body) => (body === undefined && requestBody?.required !== true ? [] : check(body));
}
