export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Each failed test: its name, and in a second line how it failed. */
  failures?: readonly string[];
  /** The same of each test that passed only when it was run again: it counts as passed, and wants mending. */
  unsteady?: readonly string[];
}

export type Outcome =
  | { state: 'passed'; counts?: Counts; note?: string }
  | { state: 'failed'; counts?: Counts; note?: string }
  | { state: 'skipped'; note: string };

export interface Step {
  name: string;
  /** Names of steps without which this one cannot say anything. */
  needs?: readonly string[];
  run: () => Promise<Outcome>;
}

export interface FinishedStep {
  name: string;
  outcome: Outcome;
  seconds: number;
}
