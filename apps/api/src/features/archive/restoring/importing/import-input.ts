import type { TargetTrouble } from '../../targets/target-error.ts';
import type { ImportSummary } from './tally.ts';

/** What a database is to be made of; nothing of it comes from the repository itself but the hashes. */
export interface ImportInput {
  /** The folder of a copy of the repository. */
  readonly clone: string;
  /** The file of the new database. One that was begun before goes on. */
  readonly database: string;
  /** Where the branch is. */
  readonly head: string;
  /** How many commits lead there. */
  readonly commits: number;
  /** The last commit whose events are taken; null: that is the head. */
  readonly asOf: string | null;
  /** What the place is kept under that the commits are in. */
  readonly target: string;
  readonly archiveId: string;
  /** Names the history that begins with the new database. */
  readonly epoch: string;
  /** The database of a server that left segments out on purpose, which are left out again; null: of none. */
  readonly live: string | null;
}

export type ImportOutcome =
  | {
      readonly kind: 'imported';
      readonly summary: ImportSummary;
      /** Whether something was begun there before that could not be gone on with. */
      readonly isAnew: boolean;
    }
  /** Why the repository cannot be read, in a sentence. */
  | { readonly kind: 'unreadable'; readonly trouble: TargetTrouble; readonly words: string }
  /** Why the new database cannot be used, as a clause. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'disk_full' };
