/** What one commit of the archive brings; put together once, and the same in every place that the archive is brought to. */
export interface ArchiveBatchesTable {
  /** From 0, the root, without gaps: the order of the commits. */
  number: number;
  /** The commit's date, in whole seconds: with all else fixed as well, a retry makes the very same commit. */
  committed_at: string;
  events: number;
}

/** A file of the archive, written once. */
export interface ArchiveFilesTable {
  id: number;
  path: string;
  batch: number;
  /**
   * `segment`: events; `page`: a day to read; `manifest` and `readme`. `left_out`: a segment that the archive holds, but
   * whose events this database left out on purpose, as a restore to an earlier moment does.
   */
  kind: 'segment' | 'page' | 'manifest' | 'readme' | 'left_out';
  room: string | null;
  /** In UTC, for example 2026-11-20. */
  day: string | null;
  /** The SHA-1 that Git gives its content. */
  blob_hash: string;
  bytes: number;
  events: number;
  /** 0 where the database cannot make it anew: it came from an archive with lines that were refused. */
  is_whole: 0 | 1;
  /** When its messages left this database for good, all in one step: the archive alone holds them since. */
  removed_at: string | null;
}

/** Which segment holds which change; a change without a row waits. */
export interface ArchiveEntriesTable {
  position: number;
  file: number;
}

/** How far a batch is in one place: what is written down before each step decides what a crash leaves to do. */
export interface ArchiveCommitsTable {
  target: string;
  batch: number;
  state: 'tree' | 'commit' | 'done';
  parent: string | null;
  tree: string;
  commit_hash: string | null;
}

/** A place that the archive is, or was, brought to; goes back with the history that a backup restores. */
export interface ArchiveTargetsTable {
  /** For example `github:acme/conversation#main`. */
  name: string;
  /** The last commit that is known to be there; others may have come upon it since. */
  head: string | null;
  /** When it was said that the whole history will be brought there. */
  announced_at: string | null;
  /** When the first was brought there: what is older than that has waited since then, and not since it was written. */
  begun_at: string | null;
}

/** What happened with a place; stays when a backup is restored. */
export interface ArchiveConditionsTable {
  target: string;
  blocked_until: string | null;
  last_success_at: string | null;
  /** When the branch was last asked, and was as it should be; null since a verification found that it is not. */
  verified_at: string | null;
  last_error_at: string | null;
  last_error: string | null;
  /** JSON: what the last verification found. */
  verification: string | null;
}

/** A request to GitHub that makes something, whatever came of it: kept for the hour in which it counts. */
export interface ArchiveWritesTable {
  id: number;
  sent_at: string;
}

/** Changes that the place refuses, and that are kept here alone. */
export interface ArchiveSetAsideTable {
  position: number;
  reason: string;
  set_aside_at: string;
}

/** Events of a type that this version does not know, as an archive brought them: a newer one will. */
export interface KeptEventsTable {
  position: number;
  line: string;
}
