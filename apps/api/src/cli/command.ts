export interface Command {
  readonly summary: string;
  /** What follows its name, for example `<id|file>`; absent where nothing does. */
  readonly takes?: string;
  /** What may stand beside that, by its name without dashes: what its value is, for example `<commit>`; null: it has none. */
  readonly options?: Readonly<Record<string, string | null>>;
  /** Loads and runs it. @returns the exit code; nothing where it succeeded, or goes on. */
  run(given: Given): Promise<number | undefined>;
}

/** What stood after the name of a command, as far as the command takes it. */
export interface Given {
  /** One where the command takes something, else none. */
  readonly words: readonly string[];
  /** The options without a value that were set, by their names without dashes. */
  readonly flags: ReadonlySet<string>;
  /** Those with one. */
  readonly values: ReadonlyMap<string, string>;
}
