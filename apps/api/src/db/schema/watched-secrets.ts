/** How old each configured secret is; its value is never kept. */
export interface WatchedSecretsTable {
  /** The variable, for example `GITHUB_TOKEN`. */
  name: string;
  /** Drawn anew for each value. */
  salt: string;
  /** Tells that the value is another one, and nothing about it. */
  fingerprint: string;
  /** When the present value was first seen. */
  first_seen_at: string;
  rotated_at: string | null;
  rotations: number;
}
