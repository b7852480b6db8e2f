import { describe, expect, it } from 'vitest';
import { serializeError } from './error-serializer.ts';

describe('an error in a log line', () => {
  it('says its type, message, code and stack, and nothing that was hung on it', () => {
    const error = Object.assign(new TypeError('broken'), {
      code: 'E_BROKEN',
      token: 'canary',
      request: { a: 1 },
    });
    expect(serializeError(error)).toEqual({
      type: 'TypeError',
      message: 'broken',
      code: 'E_BROKEN',
      stack: expect.stringContaining('error-serializer.test'),
    });
  });

  it('says what caused it, four errors deep at most', () => {
    const errors = ['five', 'four', 'three', 'two', 'one'].reduce<Error | undefined>(
      (cause, message) => new Error(message, { cause }),
      undefined,
    );
    expect(JSON.stringify(serializeError(errors))).toMatch(/"one".*"two".*"three".*"four"/);
    expect(JSON.stringify(serializeError(errors))).not.toContain('"five"');
  });

  it('leaves out a stack and a code that are not there', () => {
    const error = Object.assign(new Error('bare'), { code: 5 });
    Object.defineProperty(error, 'stack', { value: undefined });
    expect(serializeError(error)).toEqual({ type: 'Error', message: 'bare' });
  });

  it.for(['text', 5, null, undefined, { secret: 'canary' }])(
    'says of %j only that it is no error',
    (thrown) => {
      expect(serializeError(thrown)).toEqual({
        type: typeof thrown,
        message: 'Something that is not an error was thrown',
      });
    },
  );
});
