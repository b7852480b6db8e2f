import { TargetError, type TargetTrouble } from '../target-error.ts';

interface About {
  readonly status: number;
  /** What GitHub says of it, in one line; it may be empty. */
  readonly said: string;
  readonly isWrite: boolean;
}

/** An answer of GitHub that is not the one asked for. */
export class AnswerError extends TargetError {
  readonly about: About;

  constructor(trouble: TargetTrouble, message: string, about: About) {
    super(trouble, message);
    this.about = about;
  }
}

/** The repository is there, and what was asked for is not in it, or not yet. */
export class MissingError extends AnswerError {}
