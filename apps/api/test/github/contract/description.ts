import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Operation, operations } from '../operations.ts';

/** A schema of OpenAPI 3.0, which is not quite one of JSON Schema. */
export type Schema = { readonly [keyword: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = { readonly 'application/json'?: { readonly schema: Schema } };

export interface Description {
  readonly externalDocs: { readonly url: string };
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content } | Reference>>;
}

interface Reference {
  readonly $ref: string;
}

interface Whole {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Description>>>>;
}

let whole: Whole | undefined;

/** GitHub's own description: 13 MB, read when it is first asked for, and once for all tests of a process. */
function readWhole(): Whole {
  const path = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
  whole ??= JSON.parse(readFileSync(path, 'utf8')) as Whole;
  return whole;
}

export function describeOperation(operation: Operation): Description {
  const [method = '', path = ''] = operations[operation].split(' ');
  const description = readWhole().paths[path]?.[method.toLowerCase()];
  if (description === undefined) throw new Error(`GitHub describes no ${operations[operation]}.`);
  return description;
}

/** What a `$ref` stands for; anything else is itself. */
export function resolve<T extends object>(value: T | Reference): T {
  if (!('$ref' in value)) return value;
  const names = value.$ref.slice(2).split('/');
  return names.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], readWhole()) as T;
}
