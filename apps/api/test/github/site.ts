import type { KeyObject } from 'node:crypto';
import type { RateLimit } from './access/rate-limit.ts';
import type { GitRepository } from './git/git-repository.ts';

export interface AppRegistration {
  readonly id: number;
  readonly publicKey: string | KeyObject;
  readonly installationId: number;
}

/** An account of GitHub. */
export interface Account {
  readonly id: number;
  readonly login: string;
  /** In the repository; left out where it is no collaborator. */
  readonly role?: 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'a role of our own';
  /** Whether it is a member of the organization that owns the repository. */
  readonly isMember?: boolean;
}

/** The only program that people sign in to by this GitHub. */
export const OAUTH_APP = { clientId: 'Iv1.0123456789abcdef', clientSecret: 'client-secret-of-the-double' };

/** What the owner of the repository and of the token can change. */
export interface Settings {
  defaultBranch: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** The only one that is accepted; null: none is. */
  token: string | null;
  /** After this moment it no longer is; null: it has no end. */
  tokenExpiresAt: number | null;
  mayPush: boolean;
  accounts: readonly Account[];
  /** Who sits at the browser, and says yes to whatever asks; null: says no. */
  browser: string | null;
}

/** What signing in with GitHub leaves behind. */
export interface OauthGrants {
  readonly codes: Map<
    string,
    { readonly login: string; readonly redirectUri: string; readonly challenge: string }
  >;
  /** Logins by token. */
  readonly tokens: Map<string, string>;
}

/** All that the routes know: one account with one repository. */
export interface Site {
  /** Of the API and of the pages, without a slash at the end. */
  readonly url: string;
  readonly owner: string;
  readonly name: string;
  readonly app: AppRegistration | undefined;
  /** Above it, a recursive tree is cut off. */
  readonly treeLimit: number;
  readonly now: () => number;
  readonly createdAt: number;
  readonly settings: Settings;
  readonly oauth: OauthGrants;
  readonly rate: RateLimit;
  readonly repository: GitRepository;
}

export function apiUrl({ url, owner, name }: Site, path = ''): string {
  return `${url}/repos/${owner}/${name}${path}`;
}

export function pageUrl({ url, owner, name }: Site, path = ''): string {
  return `${url}/${owner}/${name}${path}`;
}
