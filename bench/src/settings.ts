import type { Cores } from './processes/cores.ts';

/** How long and how often everything is measured. */
export interface Scale {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly settleMs: number;
  readonly measureMs: number;
  readonly connections: number;
  /** Messages in the history that pages are read from. */
  readonly history: number;
  /** Messages in a history that is as large as a team's ever gets. */
  readonly largeHistory: number;
  readonly pollers: number;
  readonly pollersSettleMs: number;
  readonly pollersMeasureMs: number;
  readonly starts: number;
  /** Rows of breaches that are looked at, and how often. */
  readonly breaches: number;
  readonly analyses: number;
  /** Messages that wait to be archived, and how often they are. */
  readonly backlog: number;
  readonly drains: number;
  /** Those that wait while posts are measured: more than are archived in that time. */
  readonly backlogBeside: number;
  readonly besideMs: number;
  /** How often a large archive is verified. */
  readonly verifications: number;
  /** Commits of the archive that a history is restored from, and how often it is. */
  readonly archiveCommits: number;
  readonly archiveRestores: number;
}

/** What each measure is given. */
export interface Setting {
  readonly scale: Scale;
  /** Undefined where processes cannot be pinned. */
  readonly cores: Cores | undefined;
  /** BookChat's built server. */
  readonly serverFile: string;
  /** A new folder on the disk that is measured. */
  newFolder(): string;
}

export const FULL: Scale = {
  rounds: 9,
  warmUpMs: 2_500,
  settleMs: 300,
  measureMs: 2_000,
  connections: 256,
  history: 2_000,
  largeHistory: 1_000_000,
  pollers: 20_000,
  pollersSettleMs: 6_000,
  pollersMeasureMs: 30_000,
  starts: 21,
  breaches: 100_000,
  analyses: 200,
  backlog: 20_000,
  drains: 5,
  backlogBeside: 120_000,
  besideMs: 6_000,
  verifications: 5,
  archiveCommits: 1_000,
  archiveRestores: 3,
};

export const QUICK: Scale = {
  ...FULL,
  rounds: 3,
  warmUpMs: 1_000,
  settleMs: 200,
  measureMs: 1_000,
  pollersSettleMs: 5_000,
  pollersMeasureMs: 10_000,
  starts: 7,
  largeHistory: 100_000,
  analyses: 50,
  backlog: 3_000,
  drains: 2,
  backlogBeside: 40_000,
  besideMs: 3_000,
  verifications: 2,
  archiveCommits: 50,
  archiveRestores: 1,
};
