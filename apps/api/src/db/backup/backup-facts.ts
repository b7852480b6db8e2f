/** What a whole, sound backup holds. */
export interface BackupFacts {
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly newestMessageId: string | null;
  /** The newest position of the change log. */
  readonly position: number;
  /** The last migration that it has seen. */
  readonly schema: string;
}
