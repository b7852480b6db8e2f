export interface Command {
  readonly summary: string;
  /** What follows its name, for example `<id|file>`; absent where nothing does. */
  readonly takes?: string;
  /** What may stand beside that, for example `--yes`. */
  readonly flags?: readonly string[];
  /** Loads and runs it. @returns the exit code; nothing where it succeeded, or goes on. */
  run(args: readonly string[]): Promise<number | undefined>;
}
