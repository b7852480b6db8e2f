/** How old each configured secret is; its value is never kept. */
export interface WatchedSecretsTable {
  /** The variable, for example `GITHUB_TOKEN`. */
  name: string;
  /** Drawn anew for each value. */
  salt: string;
  /** Tells that the value is another one, and nothing about it. */
  fingerprint: string;
  /** When the variable was first seen to hold anything; a change of its value leaves it. */
  first_seen_at: string;
  /** When its value was last seen to be another one. */
  rotated_at: string | null;
  rotations: number;
  /** When it ends, where whoever gave it has said so. */
  expires_at: string | null;
}

/** Since when the present value is known. */
export function secretSince({
  rotated_at,
  first_seen_at,
}: Pick<WatchedSecretsTable, 'rotated_at' | 'first_seen_at'>): string {
  return rotated_at ?? first_seen_at;
}
