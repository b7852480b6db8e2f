import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';

/**
 * What is remembered of a secret, with the end that somebody wrote down or that GitHub said; undefined: nothing new. An
 * end that had come when the secret was changed is not that of the new one.
 */
export function withExpiry(row: WatchedSecretsTable, expiry: string | null | undefined): WatchedSecretsTable {
  if (expiry === undefined) return row;
  const isOfTheOneBefore = expiry !== null && row.rotated_at !== null && expiry <= row.rotated_at;
  return { ...row, expires_at: isOfTheOneBefore ? null : expiry };
}
