/** How old each configured secret is; its value is never kept. */
export interface WatchedSecretsTable {
  /** The variable, for example `GITHUB_TOKEN`. */
  name: string;
  /** Tells two values apart, and neither of them. */
  fingerprint: string;
  /** When the present value was first seen. */
  first_seen_at: string;
  rotated_at: string | null;
  rotations: number;
}
