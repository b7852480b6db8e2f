import { timingSafeEqual } from 'node:crypto';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import { sha256Hex } from '../../lib/sha256-hex.ts';

/** `unknown` is all that somebody without the right secret is told. */
export type SecretCheck =
  | { readonly kind: 'good'; readonly key: ApiKeysTable }
  | { readonly kind: 'revoked' | 'expired' | 'replaced'; readonly at: string }
  | { readonly kind: 'unknown' };

const UNKNOWN: SecretCheck = { kind: 'unknown' };
const NO_HASH = '0'.repeat(64);

/**
 * @param secret the part of a key after its id.
 * @param now as in RFC 3339 with milliseconds, in UTC: such texts are in the order of time.
 */
export function checkSecret(key: ApiKeysTable | undefined, secret: string, now: string): SecretCheck {
  const hash = sha256Hex(secret);
  // Both are compared whatever the first says, and also where there is no such key.
  const isPresent = isSame(hash, key?.secret_hash ?? NO_HASH);
  const isPrevious = isSame(hash, key?.previous_hash ?? NO_HASH);
  if (key === undefined || !(isPresent || isPrevious)) return UNKNOWN;
  if (key.revoked_at !== null) return { kind: 'revoked', at: key.revoked_at };
  if (key.expires_at <= now) return { kind: 'expired', at: key.expires_at };
  if (isPresent) return { kind: 'good', key };
  const until = key.previous_valid_until ?? '';
  return now < until ? { kind: 'good', key } : { kind: 'replaced', at: until };
}

function isSame(hash: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hash), Buffer.from(expected));
}
