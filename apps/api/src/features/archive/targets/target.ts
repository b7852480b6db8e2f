import type { CommitParts } from '../git/commit-parts.ts';
import type { TreeEntry } from '../git/tree-entry.ts';

export interface ArchiveFile {
  readonly path: string;
  readonly content: Buffer;
}

/** `empty`: a repository without a single commit, which GitHub lets nothing be written to but a first file. */
export type Head = { readonly kind: 'empty' | 'none' } | { readonly kind: 'at'; readonly commit: string };

/** What a commit is to another one. */
export type Ancestry = 'same' | 'ancestor' | 'descendant' | 'diverged' | 'unknown_commit';

/**
 * A branch that the archive is written to. Nothing here retries: whoever asks decides that. Every call ends with its
 * signal, and throws a TargetError where it does not succeed; whether it was carried out all the same is then unknown.
 */
export interface Target {
  /** What it is kept under, for example `github:acme/conversation#main`. */
  readonly name: string;
  readHead(signal: AbortSignal): Promise<Head>;
  /** What `commit` is to `other`: its `ancestor`, say. */
  compare(commit: string, other: string, signal: AbortSignal): Promise<Ancestry>;
  readCommit(commit: string, signal: AbortSignal): Promise<{ tree: string; parents: readonly string[] }>;
  /** The entries of one folder. */
  readTree(tree: string, signal: AbortSignal): Promise<TreeEntry[]>;
  readBlob(blob: string, signal: AbortSignal): Promise<Buffer>;
  /** The tree that holds what `base` does, and these files. */
  writeTree(base: string | null, files: readonly ArchiveFile[], signal: AbortSignal): Promise<string>;
  writeCommit(parts: CommitParts, signal: AbortSignal): Promise<string>;
  /** Makes the first commit of an `empty` repository, with one file, on the branch. */
  writeFirst(file: ArchiveFile, parts: CommitParts, signal: AbortSignal): Promise<string>;
  /**
   * Moves the branch on from `from` (null: makes it) to `to`, never by force.
   * @throws TargetError `moved` where the branch is not at `from`.
   */
  moveBranch(from: string | null, to: string, signal: AbortSignal): Promise<void>;
  /** Where nobody else sees to it: whether every object can be read. @returns what is wrong, in words; or null. */
  findDamage?(signal: AbortSignal): Promise<string | null>;
}
