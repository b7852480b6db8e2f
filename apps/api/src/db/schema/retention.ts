/** How far messages of a room have left; goes back with the history that a backup restores. */
export interface RetentionRoomsTable {
  room: string;
  /** The newest day, in UTC, of which messages have left: what is of that day or before, and is not here, is not missing. */
  newest_day: string;
}

/** What the last run of retention did; stays when a backup is restored. */
export interface RetentionRunsTable {
  /** Always 1. */
  id: number;
  /** JSON, as the contract has it. */
  outcome: string;
}
