import { expect, test } from 'vitest';
import { refusal } from '../../../test/refusal.ts';
import { ApiError } from '../../api-error.ts';
import { fieldOf } from './field-of.ts';

test('a name and an address that are taken are said at their fields', () => {
  expect(fieldOf(refusal(409, 'name_taken', 'Somebody has it.'))).toEqual({
    field: 'name',
    words: 'Somebody has it.',
  });
  expect(fieldOf(refusal(409, 'email_taken', 'It is taken.'))).toEqual({
    field: 'email',
    words: 'It is taken.',
  });
});

test('what does not fit is said at the field that the server names', () => {
  const errors = [{ path: 'password', message: 'Too easy to guess.' }];
  const failure = {
    kind: 'refused',
    status: 400,
    code: 'validation_failed',
    detail: null,
    retryAfterMs: 0,
    errors,
  } as const;
  expect(fieldOf(new ApiError(failure))).toEqual({ field: 'password', words: 'Too easy to guess.' });
});

test('anything else concerns the whole', () => {
  expect(fieldOf(refusal(503, 'maintenance'))).toBeNull();
  expect(fieldOf(new ApiError({ kind: 'unreachable' }))).toBeNull();
  expect(fieldOf(new TypeError('broken'))).toBeNull();
  const proxy = { kind: 'refused', status: 502, code: null, detail: null, retryAfterMs: 0 } as const;
  expect(fieldOf(new ApiError(proxy))).toBeNull();
});
