/** How far an import is, and what it has met; kept in the new database together with the rows that it counts. */
export interface Tally {
  /** The last commit of the branch itself that was read, whoever made it. */
  commit: string | null;
  /** Whether the events of those that follow are left out. */
  isPast: boolean;
  /** Commits that were read. */
  commits: number;
  /** Those of them that BookChat made. */
  batches: number;
  /** The last that was given to an event. */
  position: number;
  messages: number;
  segments: number;
  pages: number;
  /** Segments that are left out on purpose. */
  leftOut: number;
  /** Events that this version keeps without acting upon them. */
  edits: number;
  deletions: number;
  unknown: number;
  refused: number;
  /** How often each reason was given. */
  reasons: Record<string, number>;
}

export interface ImportSummary extends Readonly<Omit<Tally, 'reasons'>> {
  /** The most frequent first. */
  readonly reasons: readonly (readonly [reason: string, times: number])[];
  /** The first of what was refused: `path:line: reason`. */
  readonly lines: readonly string[];
}

/** A reason may name what somebody wrote: there is no end of them. */
const MAX_REASONS = 100;
const OTHER_REASONS = 'It is refused for another reason.';

export function createTally(): Tally {
  return {
    commit: null,
    isPast: false,
    commits: 0,
    batches: 0,
    position: 0,
    messages: 0,
    segments: 0,
    pages: 0,
    leftOut: 0,
    edits: 0,
    deletions: 0,
    unknown: 0,
    refused: 0,
    reasons: {},
  };
}

export function countRefusal(tally: Tally, reason: string): void {
  const { reasons } = tally;
  const isKnown = Object.hasOwn(reasons, reason) || Object.keys(reasons).length < MAX_REASONS;
  const name = isKnown ? reason : OTHER_REASONS;
  reasons[name] = (reasons[name] ?? 0) + 1;
  tally.refused += 1;
}

export function toSummary(tally: Tally, lines: readonly string[]): ImportSummary {
  const reasons = Object.entries(tally.reasons).sort(([, one], [, other]) => other - one);
  return { ...tally, reasons, lines };
}
