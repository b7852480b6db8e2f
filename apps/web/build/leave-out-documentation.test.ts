import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { withoutDocumentation } from './leave-out-documentation.ts';

test.each([
  ["endpoint({ method: 'GET', summary: 'Ask what is new' })", "endpoint({ method: 'GET', summary: '' })"],
  [
    "endpoint({ description: 'One half, ' + 'and the other', query })",
    "endpoint({ description: '', query })",
  ],
  [
    "const codes = { id_taken: { status: 409, title: 'Taken' } };",
    "const codes = { id_taken: { status: 409, title: '' } };",
  ],
  ["z.string().check(z.meta({ id: 'Name' }))", 'z.string()'],
  ["z.string().check(z.minLength(1), z.meta({ example: 'alice' }))", 'z.string().check(z.minLength(1))'],
  [
    "z.object({ at: z.string().check(z.meta({ example: 'now' })) }).check(z.meta({ id: 'Event' }))",
    'z.object({ at: z.string() })',
  ],
])('%s becomes %s', (code, rest) => {
  expect(withoutDocumentation(code, parseAst(code))).toBe(rest);
});

test.each([
  'z.object({ title: z.string(), description: z.nullable(z.string()) })',
  "z.string().check(z.minLength(1, 'Give a name.'))",
  'const summary = title;',
])('%s stays as it is', (code) => {
  expect(withoutDocumentation(code, parseAst(code))).toBe(code);
});
