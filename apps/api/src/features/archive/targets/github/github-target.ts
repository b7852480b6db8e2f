import type { Target } from '../target.ts';
import { repositoryAnswer } from './answers.ts';
import { createBranch } from './branch.ts';
import { checkRepository, type RepositoryCheck } from './check-repository.ts';
import { createConditionalQuestion } from './conditional-question.ts';
import { type ClientSettings, createGithubClient } from './github-client.ts';
import { UNCOUNTED } from './guarded-fetch.ts';
import type { Learned } from './learned.ts';
import { createObjects } from './objects.ts';

interface GithubSettings extends Omit<ClientSettings, 'pauseBetweenWritesMs' | 'timeoutMs' | 'writes'> {
  readonly branch: string;
  /** Nothing is written down where there is none. */
  readonly writes?: ClientSettings['writes'];
  readonly pauseBetweenWritesMs?: number;
  readonly timeoutMs?: number;
}

/** A branch of a repository on GitHub, over its REST API. */
export interface GithubTarget extends Target, Learned {
  checkRepository(signal: AbortSignal): Promise<RepositoryCheck>;
  /** Whether everybody can read it. To ask again costs nothing of the quota as long as nothing has changed. */
  readIsPublic(signal: AbortSignal): Promise<boolean>;
  /** For `git clone`, as the password of the user `x-access-token`. */
  getToken(signal: AbortSignal): Promise<string>;
}

/** GitHub asks for it: docs.github.com, "Best practices for using the REST API". */
const PAUSE_BETWEEN_WRITES_MS = 1_000;
const TIMEOUT_MS = 30_000;

export function createGithubTarget(settings: GithubSettings): GithubTarget {
  const { apiUrl, branch } = settings;
  const client = createGithubClient({
    pauseBetweenWritesMs: PAUSE_BETWEEN_WRITES_MS,
    timeoutMs: TIMEOUT_MS,
    writes: UNCOUNTED,
    ...settings,
  });
  const onBranch = createBranch(client, branch);
  const about = createConditionalQuestion(client, ({ repos }, common) => repos.get(common), repositoryAnswer);

  return {
    name: nameOf(settings),
    ...onBranch,
    ...createObjects(client),
    checkRepository: (signal) =>
      checkRepository({ client, apiUrl, branch, readHead: onBranch.readHead }, signal),
    readIsPublic: async (signal) => !(await about.ask(signal)).private,
    getToken: client.getToken,
    get quota() {
      return client.learned.quota;
    },
    get token() {
      return client.learned.token;
    },
    get requests() {
      return client.learned.requests;
    },
  };
}

export function nameOf({
  apiUrl,
  repository,
  branch,
}: Pick<GithubSettings, 'apiUrl' | 'repository' | 'branch'>): string {
  const host = apiUrl.origin === 'https://api.github.com' ? '' : `${apiUrl.host}/`;
  return `github:${host}${repository}#${branch}`;
}
