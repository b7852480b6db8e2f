import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createKey } from '../index.ts';

const tried = (wanted: object) =>
  z.safeParse(createKey.body, { name: 'report', scopes: ['read'], ...wanted });

test.each([
  [{}],
  [{ scopes: ['admin', 'monitor'] }],
  [{ rooms: ['general'] }],
  [{ scopes: ['read', 'write'], rooms: ['general', 'plans'] }],
])('a key may be wished for with %o', (wanted) => {
  expect(tried(wanted).success).toBe(true);
});

test.each([['monitor'], ['admin']])('a key for some rooms has not the scope %s', (scope) => {
  const { error } = tried({ scopes: ['read', scope], rooms: ['general'] });
  expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [
      ['rooms'],
      'A key for some rooms reads and writes there alone: monitor and admin are about all of the server.',
    ],
  ]);
});

test('a name holds nothing that cannot be seen', () => {
  expect(tried({ name: 're\u202eport' }).success).toBe(false);
});
