import type { RoomsTable } from '../../db/schema/rooms.ts';

export interface Membership {
  readonly isOwner: boolean;
  readonly joinedAt: string;
  readonly letInBy: string | null;
}

/** A room as it is held in memory. */
export interface HeldRoom extends Readonly<Omit<RoomsTable, 'in_repository'>> {
  readonly inRepository: boolean;
  /** By id; in the order in which they came. */
  readonly people: ReadonlyMap<string, Membership>;
}
