import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { withoutDocumentation, withoutSentences } from './leave-out-documentation.ts';

test.each([
  ["endpoint({ method: 'GET', summary: 'Ask what is new' })", "endpoint({ method: 'GET', summary: '' })"],
  [
    "endpoint({ description: 'One half, ' + 'and the other', query })",
    "endpoint({ description: '', query })",
  ],
  [
    "defineEndpoint({ path: '/api', query: z.object({ since: cursor }), body, answers: { 200: page } })",
    "defineEndpoint({ path: '/api', query: undefined, body: undefined, answers: { 200: page } })",
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

test('what a schema says to whoever does not fit it goes, and its pattern stays', () => {
  const code = "z.string('A cursor is text.').check(z.regex(/^A b\\.$/, 'It is handed back unchanged.'))";
  expect(withoutSentences(code, parseAst(code))).toBe("z.string('').check(z.regex(/^A b\\.$/, ''))");
});
