/** What git did not do. Its message is git's own, which may name folders of this machine: for the log, not for people. */
export class GitError extends Error {
  /** Null where git could not be started, or something else ended it. */
  readonly exitCode: number | null;
  /** What git said, in one line. */
  readonly stderr: string;

  constructor(exitCode: number | null, stderr: string, cause?: unknown) {
    super(`git ended with ${exitCode ?? 'no exit code'}: ${stderr}`, { cause });
    this.exitCode = exitCode;
    this.stderr = stderr;
  }

  /** Whether this machine has no git. */
  get isMissing(): boolean {
    return (this.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  }
}
