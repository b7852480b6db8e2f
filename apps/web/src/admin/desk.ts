import type { ReadableStore } from '../lib/store.ts';
import type { Theme } from '../lib/themes.ts';
import type { Call } from './call.ts';

/** What every section of the page has at hand. */
export interface Desk {
  readonly call: Call;
  /** Does what needs the admin right: where it is missing, the token is asked for and the deed done afterwards. */
  run<Result>(act: () => Promise<Result>): Promise<Result>;
  /** Resolves once the page holds the right itself, and not only because it is opened on the machine. */
  ensureRight(): Promise<void>;
  /** Has a screen reader say something. */
  say(words: string): void;
  /** Says it on the page, and to a screen reader. */
  tell(words: string): void;
  /** The right has ended. */
  lose(): void;
  clock(): Date;
  /** Has every section ask anew. */
  refresh(): void;
  onRefresh(act: () => void): void;
  readonly theme: ReadableStore<Theme>;
  readonly signal: AbortSignal;
}

/** The person thought better of it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
