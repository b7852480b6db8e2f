import { createRateLimit } from './access/rate-limit.ts';
import { createGitRepository } from './git/git-repository.ts';
import type { AppRegistration, Site } from './site.ts';
import { pushCommit } from './someone-else.ts';

export interface SiteOptions {
  /** Owner and name. */
  readonly repository?: string;
  readonly branch?: string;
  /** `ghp_…`: classic, with scopes; `github_pat_…`: fine-grained; `ghs_…`: of an App. null: none yet. */
  readonly token?: string | null;
  /** Without this, there is one commit, which holds a README. */
  readonly empty?: boolean;
  readonly private?: boolean;
  readonly app?: AppRegistration;
  /** GitHub cuts recursive trees off at 100,000 entries. */
  readonly treeLimit?: number;
  readonly now?: () => number;
}

export function createSite(options: SiteOptions, url: string, gitDir: string): Site {
  const { repository = 'bookchat/archive', branch = 'main', token = 'ghp_ofTests', now = Date.now } = options;
  const [owner = '', name = ''] = repository.split('/');
  const site: Site = {
    url,
    owner,
    name,
    app: options.app,
    treeLimit: options.treeLimit ?? 100_000,
    now,
    createdAt: now(),
    settings: {
      defaultBranch: branch,
      isPrivate: options.private ?? true,
      isArchived: false,
      token,
      tokenExpiresAt: null,
      mayPush: true,
      accounts: [],
      browser: null,
    },
    oauth: { codes: new Map(), tokens: new Map() },
    rate: createRateLimit(now),
    repository: createGitRepository(gitDir, branch),
  };
  if (options.empty !== true) pushCommit(site, { 'README.md': `# ${name}\n` }, 'Initial commit');
  return site;
}
