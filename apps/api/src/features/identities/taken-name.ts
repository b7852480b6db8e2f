import type { IdentityNamesTable } from '../../db/schema/identities.ts';

/** Times are in milliseconds since 1970. */
export interface TakenName {
  /** As `nameKey` makes it. */
  readonly key: string;
  readonly name: string;
  /** Whose it is: the SHA-256 of their cookie. */
  readonly owner: string;
  readonly chosenAt: number;
  /** Within a day; null where it was never written under. */
  readonly writtenAt: number | null;
}

export function fromRow(row: IdentityNamesTable): TakenName {
  return {
    key: row.name_key,
    name: row.name,
    owner: row.identity_hash,
    chosenAt: Date.parse(row.chosen_at),
    writtenAt: row.written_at === null ? null : Date.parse(row.written_at),
  };
}

export function toRow({ key, name, owner, chosenAt, writtenAt }: TakenName): IdentityNamesTable {
  return {
    name_key: key,
    name,
    identity_hash: owner,
    chosen_at: toTimestamp(chosenAt),
    written_at: writtenAt === null ? null : toTimestamp(writtenAt),
  };
}

export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}
