import type { ArchiveBatchesTable } from '../../../db/schema/archive.ts';

/** What one commit brings. */
export type Batch = ArchiveBatchesTable;

/** Of all batches the first holds the manifest alone: GitHub lets an empty repository begin with a single file. */
export const ROOT = 0;
/** How many events a commit brings at most. */
export const MAX_BATCH_EVENTS = 1_000;
