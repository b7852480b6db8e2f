import type { Headers } from './read-quota.ts';

export interface TokenFacts {
  /** Null: it has no end, or GitHub did not say. */
  readonly expiresAt: Date | null;
  /** Of a classic token; the others have permissions, of which GitHub's answers say nothing. */
  readonly scopes: readonly string[];
}

export function readTokenFacts(headers: Headers): TokenFacts {
  return {
    expiresAt: readExpiry(String(headers['github-authentication-token-expiration'] ?? '')),
    scopes: String(headers['x-oauth-scopes'] ?? '')
      .split(',')
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ''),
  };
}

/** GitHub writes `2026-12-20 10:15:00 UTC`, or an offset such as `-0700` (google/go-github#2649 found both). */
function readExpiry(text: string): Date | null {
  const [, day, time, zone = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|[+-]\d{4})$/.exec(text) ?? [];
  const date = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : zone.replace(/(\d\d)$/, ':$1')}`);
  return Number.isNaN(date.getTime()) ? null : date;
}
