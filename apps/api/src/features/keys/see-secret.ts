import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import { fitsFingerprint, makeFingerprint } from './fingerprint.ts';

/** What is to be remembered of a secret that has this value now, where `known` was remembered before. */
export async function seeSecret(
  name: string,
  value: string,
  known: WatchedSecretsTable | undefined,
  now: Date,
): Promise<WatchedSecretsTable> {
  const at = now.toISOString();
  if (known === undefined)
    return {
      name,
      ...(await makeFingerprint(value)),
      first_seen_at: at,
      rotated_at: null,
      rotations: 0,
      expires_at: null,
    };
  const first_seen_at = earlier(known.first_seen_at, at);
  const { rotated_at, rotations } = known;
  if (await fitsFingerprint(value, known))
    return { ...known, first_seen_at, rotated_at: rotated_at === null ? null : earlier(rotated_at, at) };
  return {
    name,
    ...(await makeFingerprint(value)),
    first_seen_at,
    rotated_at: at,
    rotations: rotations + 1,
    expires_at: null,
  };
}

/** A moment that lies ahead was noted by a clock that was wrong. */
function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
