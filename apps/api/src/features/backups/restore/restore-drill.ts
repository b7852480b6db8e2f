/** A restore that is tried regularly, after that of the newest backup. */
export interface RestoreDrill {
  /** For the log, for example "archive". */
  readonly name: string;
  /**
   * @returns what it has shown, in a sentence, where that is nothing bad.
   * @throws Error that says in words what is, an AlarmedError where an alarm of its own tells of it; or the signal's reason.
   */
  run(signal: AbortSignal): Promise<string>;
}
