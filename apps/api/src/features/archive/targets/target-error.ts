/**
 * Why a place could not be asked, or did not do what it was asked:
 * `moved`: the branch is elsewhere than was believed;
 * `blocked`: a limit; nothing may be asked before `until`;
 * `denied`: no access, no such repository, or a part of it is gone: only a person can help;
 * `refused`: what was sent is not taken, and will not be if it is sent again;
 * `unavailable`: anything that may be gone when it is asked again.
 */
export type TargetTrouble =
  | { readonly kind: 'moved' | 'denied' | 'refused' | 'unavailable' }
  | { readonly kind: 'blocked'; readonly until: Date };

/** Its message is a sentence for people; it holds no secret and nothing that a stranger could use. */
export class TargetError extends Error {
  readonly trouble: TargetTrouble;

  constructor(
    trouble: TargetTrouble | 'moved' | 'denied' | 'refused' | 'unavailable',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.trouble = typeof trouble === 'string' ? { kind: trouble } : trouble;
  }
}

/** The branch is before what was written there: an answer from some seconds ago, or somebody has moved it back. */
export class BehindError extends TargetError {
  constructor(message: string) {
    super('moved', message);
  }
}
