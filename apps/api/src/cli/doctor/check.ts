import type { Examination } from './examination.ts';
import type { Finding } from './finding.ts';

/** Looks at one thing. What it throws becomes a finding, too, and hides no other. */
export interface Check {
  /** At the beginning of its lines. */
  readonly about: string;
  /** The variables that it goes by: where one of them is wrong, it is not looked at. */
  readonly settings: RegExp;
  readonly run: (examination: Examination) => Promise<readonly Finding[]>;
}
