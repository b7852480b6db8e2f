import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { variablesSchema } from './variables.ts';

describe('.env.example', () => {
  const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
  const described = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]);

  test('describes every variable that the server reads, and no other', () => {
    expect(described.toSorted()).toEqual(Object.keys(variablesSchema.shape).toSorted());
  });
});
