import { expect, it } from 'vitest';
import { readTokenFacts } from './read-token-facts.ts';

it.for([
  ['2026-12-20 10:15:00 UTC', '2026-12-20T10:15:00.000Z'],
  ['2026-12-20 10:15:00 +0000', '2026-12-20T10:15:00.000Z'],
  ['2026-12-20 10:15:00 -0700', '2026-12-20T17:15:00.000Z'],
  ['2026-13-40 10:15:00 UTC', undefined],
  ['next year', undefined],
  [undefined, undefined],
] as const)('reads %s', ([text, expiry]) => {
  const { expiresAt } = readTokenFacts({ 'github-authentication-token-expiration': text });
  expect(expiresAt?.toISOString()).toBe(expiry);
});

it.for([
  ['repo, workflow', ['repo', 'workflow']],
  ['', []],
  [undefined, []],
] as const)('reads the scopes “%s”', ([text, scopes]) => {
  expect(readTokenFacts({ 'x-oauth-scopes': text }).scopes).toEqual(scopes);
});
