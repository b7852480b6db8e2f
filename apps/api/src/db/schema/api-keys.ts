/** The keys of programs that use the API. Of a secret nothing is kept but its SHA-256, and there is room for two. */
export interface ApiKeysTable {
  /** 12 lower-case letters and digits; stands in the secret as well. */
  id: string;
  name: string;
  /** Whose bot it is; null where the admin token made it. */
  owner_id: string | null;
  /** Separated by commas. */
  scopes: string;
  /** The only ones that it knows of, separated by commas; null: all that its owner sees. */
  rooms: string | null;
  /** For how long each secret is good. */
  days: number;
  created_at: string;
  expires_at: string;
  /** In hexadecimal, as the one before. */
  secret_hash: string;
  /** When it got its present secret, where that is not its first. */
  rotated_at: string | null;
  rotations: number;
  /** Of the secret before the present one, which is taken until the moment that stands beside it. */
  previous_hash: string | null;
  previous_valid_until: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
}
