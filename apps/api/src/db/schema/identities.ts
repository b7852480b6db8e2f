/** A name that a browser or a program has taken in the open mode. An identity is there as long as it has one. */
export interface IdentityNamesTable {
  /** The name without what makes two look alike; see `lib/name-key.ts`. */
  name_key: string;
  /** As it was chosen last. */
  name: string;
  /** SHA-256 of the cookie's 256 random bits, in hexadecimal. */
  identity_hash: string;
  /** When it was chosen last; of an identity's names, the newest is its present one. */
  chosen_at: string;
  /** When it was written under last, within a day; null where it never was. */
  written_at: string | null;
}
