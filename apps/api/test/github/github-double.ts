import type { Fault } from './faults/fault.ts';
import type { Matcher } from './faults/fault-queue.ts';
import type { RequestRecord } from './run.ts';
import type { Account } from './site.ts';
import type { Files } from './someone-else.ts';

export interface GithubDouble {
  /** Of the API, without a slash at the end. */
  readonly url: string;
  /** For `git clone`, without the token. */
  readonly cloneUrl: string;
  /** The bare repository on disk. Git's program may read and write it at any time. */
  readonly gitDir: string;
  /** The only one that is accepted now; null: none is. */
  readonly token: string | null;
  readonly branch: string;
  /** Since the start or the last reset. */
  readonly requests: readonly RequestRecord[];
  /** Where a request or an answer was not what GitHub describes, since the start. */
  readonly violations: readonly string[];
  /** The violations so far, which are forgotten then: for a test that means them. */
  takeViolations(): string[];

  /** The next requests that match go wrong. Faults wait in line; the first that matches is taken. */
  fail(matcher: Matcher, fault: Fault, times?: number): void;
  /** No fault waits any longer. */
  heal(): void;

  /** Someone else's commit moves the branch. Returns it. */
  pushCommit(files?: Files, message?: string): string;
  /** Someone rewrites history: another commit takes the place of the newest. Returns it. */
  forcePush(files?: Files, message?: string): string;
  /** The branch is gone; another one, on the same commit, is the default now. */
  deleteBranch(successor?: string): Promise<void>;
  setPrivate(isPrivate: boolean): void;
  setArchived(isArchived: boolean): void;
  /** Whether the token may write. */
  setPushAllowed(mayPush: boolean): void;
  /** Everybody on this GitHub, with what they may do in the repository. */
  setAccounts(accounts: readonly Account[]): void;
  /** Who sits at the browser from now on and lets programs sign them in; null: refuses. */
  setBrowser(login: string | null): void;
  /** From now on, no other token is accepted. */
  setToken(token: string): void;
  expireToken(): void;
  /** When the token ends, as milliseconds since 1970; null: never. It is announced in each answer. */
  setTokenExpiry(at: number | null): void;
  /** How many requests are left until the hour is over, or until the given moment. */
  setRateRemaining(remaining: number, resetAtMs?: number): void;

  /** The commit that the branch stands on; null while there is none. */
  head(): string | null;
  /** All files of a commit, by path; of the head, if none is named. */
  files(sha?: string): ReadonlyMap<string, string>;
  /** Runs git's own program in the repository; what it prints comes back as it is. */
  git(...args: readonly string[]): Promise<string>;
  /** All as it was at the start, in a new repository; only the violations are kept. */
  reset(): void;
  close(): Promise<void>;
}
