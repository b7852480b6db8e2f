import type { Shelf } from './targets/local/local-shelf.ts';
import type { Target } from './targets/target.ts';
import type { WriteBudget } from './writing/write-budget.ts';

export interface Quota {
  readonly limit: number;
  readonly left: number;
  readonly resetsAt: Date;
}

/** Where the archive is kept: what is written to, and what people are told of it. */
export interface Place {
  readonly kind: 'local' | 'github';
  readonly target: Target;
  /** Where it stands on this machine; null where it does not. */
  readonly shelf: Shelf | null;
  /** As people call it. */
  readonly name: string;
  /** Null where it has none of its own. */
  readonly branch: string | null;
  /** Where a browser finds it. */
  readonly url: string | null;
  /** With `{hash}` for that of the commit. */
  readonly commitUrl: string | null;
  readonly budget: WriteBudget;
  /** How many it takes at most; null where it has no limit. */
  readonly batchesPerHour: number | null;
  /** What it is left alone between two batches at least, in milliseconds. */
  readonly pauseBetweenBatchesMs: number;
  isPublic(): boolean | null;
  quota(): Quota | null;
  token(): { readonly expiresAt: Date | null; readonly scopes: readonly string[] } | null;
  /** What was asked of it since the start. */
  requests(): number;
  /**
   * Looks whether all that is needed is there. @returns that in one line. @throws TargetError that says what is not.
   */
  check(signal: AbortSignal): Promise<string>;
  /** Asks anew who can read it, at little cost. */
  lookAround(signal: AbortSignal): Promise<void>;
  /** Puts its own house in order, now and then. */
  tidy(signal: AbortSignal): Promise<void>;
  /** Gives back what it holds while nothing is asked of it; whoever asks once more gets an answer. */
  close(): Promise<void>;
  /** A blob from a place before this one; null where nobody has it. */
  findElsewhere(hash: string, signal: AbortSignal): Promise<Buffer | null>;
  /** A repository on this machine that holds all of the branch: the place itself, or a copy in the folder `to`. */
  copyTo(to: string, signal: AbortSignal): Promise<string>;
}
