import { expect, it } from 'vitest';
import { quoteReason } from './quote-reason.ts';

it.each([
  ['spam', ' The reason: “spam”.'],
  ['Spam.', ' The reason: “Spam”.'],
  ['Why?', ' The reason: “Why?”.'],
  [null, ''],
])('ends once, whatever was given as the reason: %s', (reason, quoted) => {
  expect(quoteReason(reason)).toBe(quoted);
});
