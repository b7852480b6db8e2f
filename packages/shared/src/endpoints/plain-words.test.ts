import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../endpoint.ts';
import * as shared from '../index.ts';

/** None of it fits, or not everywhere. */
const ODD_VALUES = [null, true, -1, 1.5, 1e9, '', ' ', 'x', 'x'.repeat(20_000), [], ['x'], {}];
/** Zod's own, which say neither what was wrong nor what to do: https://zod.dev/error-customization */
const ZODS_WORDS = /^(?:Invalid|Too (?:big|small)|Unrecognized|Expected)/;

interface Asked {
  readonly title: string;
  readonly schema: Schema;
}

interface Schema {
  readonly def: {
    readonly shape?: Record<string, Schema>;
    readonly innerType?: Schema;
    readonly in?: Schema;
  };
  safeParse(value: unknown): Judged;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Judged {
  readonly error?: { readonly issues: readonly Issue[] };
}

describe('what is said of a field that does not fit', () => {
  it.for(listAsked())('is in plain words: $title', ({ schema }) => {
    const said = fieldsOf(schema).flatMap((field) =>
      ODD_VALUES.flatMap((value) => messagesOn(schema, field, value)),
    );
    expect(said.filter((message) => ZODS_WORDS.test(message))).toEqual([]);
  });
});

function listAsked(): Asked[] {
  return (Object.values(shared) as unknown[]).filter(isEndpoint).flatMap(({ method, path, ...endpoint }) =>
    (['params', 'query', 'body'] as const).flatMap((part) => {
      const schema = endpoint[part] as unknown as Schema | undefined;
      return schema === undefined ? [] : [{ title: `${part} of ${method} ${path}`, schema }];
    }),
  );
}

/** Those that a request may hold, however its schema is wrapped. */
function fieldsOf({ def }: Schema): string[] {
  const inner = def.innerType ?? def.in;
  return def.shape !== undefined ? Object.keys(def.shape) : inner === undefined ? [] : fieldsOf(inner);
}

function messagesOn(schema: Schema, field: string, value: unknown): string[] {
  const { issues = [] } = schema.safeParse({ [field]: value }).error ?? {};
  return issues.filter(({ path }) => path[0] === field).map(({ message }) => `${message} (${field})`);
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
