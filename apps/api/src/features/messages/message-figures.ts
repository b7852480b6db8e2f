/** What the feature has done since the start, for those who watch it. */
export interface MessageFigures {
  /** New messages that are on disk. */
  written: number;
  /** Those that have left since then, by retention. */
  removed: number;
  left(messages: number): void;
  /** How often a newest page was asked for and was there, or had to be read. */
  pageHits: number;
  pageMisses: number;
  /** How many messages wait to be written, or are being written. */
  queued(): number;
}
