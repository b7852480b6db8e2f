import { expect, test } from 'vitest';
import { quoteReason } from './quote-reason.ts';

test.for([
  ['spam', ' The reason: “spam”.'],
  ['Spam.', ' The reason: “Spam”.'],
  [null, ''],
] as const)('a sentence ends once behind the reason %j', ([reason, words]) => {
  expect(quoteReason(reason)).toBe(words);
});
