/** One person's window: the little that the core story needs of any browser. */
export interface BrowserWindow {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  click(selector: string): Promise<void>;
  /** Types into a field, key by key; a line feed is the Enter key. */
  type(selector: string, text: string): Promise<void>;
  /** The text of each element that is there, shown or not. */
  texts(selector: string): Promise<string[]>;
  valueOf(selector: string): Promise<string>;
}

export interface RunningBrowser {
  readonly version: string;
  /** A window that shares nothing with the others, as on another machine. */
  newWindow(): Promise<BrowserWindow>;
  /** Uncaught errors that pages had, where the browser tells of them. */
  readonly uncaught: readonly string[];
  close(): Promise<void>;
}

export interface Browser {
  readonly name: string;
  /** How BOOKCHAT_BROWSERS calls it. */
  readonly id: string;
  /** Why it cannot run here; null where it can. */
  whyNot(): string | null;
  launch(): Promise<RunningBrowser>;
}
