import { expect, it } from 'vitest';
import { freeName } from './free-name.ts';

it('is the login, with the first number that is free behind it', () => {
  const taken = new Set(['ada', 'ada-2']);
  expect(freeName('bob', (name) => taken.has(name))).toBe('bob');
  expect(freeName('ada', (name) => taken.has(name))).toBe('ada-3');
});

it('is never longer than a name may be', () => {
  const long = 'a'.repeat(60);
  const first = freeName(long, () => false);
  expect(first).toHaveLength(40);
  expect(freeName(long, (name) => name === first)).toBe(`${'a'.repeat(38)}-2`);
});
