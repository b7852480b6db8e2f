import type { Me } from '@bookchat/shared';
import type { ReadableStore } from '../lib/store.ts';
import type { Theme } from '../lib/themes.ts';
import type { Call } from './call.ts';

/** What every section of the page has at hand. */
export interface Desk {
  readonly call: Call;
  /**
   * Does what needs the admin right, or a recent sign-in: where that is missing, the token or the password is asked
   * for and the deed done afterwards.
   */
  run<Result>(act: () => Promise<Result>): Promise<Result>;
  /**
   * Resolves once the page holds the right itself, and not only because it is opened on the machine; and once the sign-in
   * is recent, where that is asked for.
   */
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

/** What the sections of the operator's page have at hand beside it. */
export interface OperatorsDesk extends Desk {
  /** The admin or owner whose account opens the page; null where something else does, which may do everything. */
  readonly me: Me | null;
}

/** The person thought better of it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
