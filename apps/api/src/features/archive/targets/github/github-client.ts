import type { Octokit } from 'octokit';
import type * as z from 'zod/mini';
import type { Clock } from '../../../../lib/clock.ts';
import { createSecretFilter } from '../../../../lib/secret-filter.ts';
import { repositoryAnswer } from './answers.ts';
import { type AppPermissions, createAppToken } from './app-token.ts';
import { createBackoff } from './backoff.ts';
import type { Credentials } from './credentials.ts';
import { explainMissing } from './explain-missing.ts';
import { createGuardedFetch, type SentWrites } from './guarded-fetch.ts';
import { isAnswer } from './is-answer.ts';
import { createLearner, type Learned } from './learned.ts';
import { loadOctokit } from './load-octokit.ts';
import { parseAnswer } from './parse-answer.ts';
import { findAnswer } from './read-answer.ts';
import type { Headers } from './read-quota.ts';
import { type Names, toTargetError } from './to-target-error.ts';
import { createGivenToken } from './token-source.ts';

export interface ClientSettings {
  /** As in `acme/conversation`. */
  readonly repository: string;
  readonly apiUrl: URL;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly pauseBetweenWritesMs: number;
  /** For one answer. */
  readonly timeoutMs: number;
  /** What an App's token is made for; to write the contents where it is not said. */
  readonly permissions?: AppPermissions;
  /** What was sent that makes something. */
  readonly writes: SentWrites;
}

/** Asks GitHub about one repository. */
export interface GithubClient {
  readonly names: Names;
  readonly learned: Learned;
  /** @throws TargetError; AnswerError where there was an answer. */
  ask<T>(
    call: Call,
    schema: z.ZodMiniType<T>,
    signal: AbortSignal,
  ): Promise<{ data: T; etag: string | null }>;
  /** The same, where what is not found is not to be looked for in the repository. */
  askOnce: GithubClient['ask'];
  getToken(signal: AbortSignal): Promise<string>;
}

export type Call = (rest: Octokit['rest'], common: Common) => Promise<Reply>;

/** What each call is given besides its own parameters. */
type Common = {
  readonly owner: string;
  readonly repo: string;
  readonly headers: Record<string, string>;
  readonly request: { readonly signal: AbortSignal };
};

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
}

const API_VERSION = '2022-11-28';

export function createGithubClient(settings: ClientSettings): GithubClient {
  const { repository, apiUrl, credentials, clock } = settings;
  const [owner = '', repo = ''] = repository.split('/');
  const place = apiUrl.host === 'api.github.com' ? 'GitHub' : `GitHub at ${apiUrl.host}`;
  const names: Names = { repository, place, credentials };
  const backoff = createBackoff();
  let lastToken: string | null = null;
  const learner = createLearner();
  const fetch = createGuardedFetch({ ...settings, onSend: learner.countRequest });
  let octokit: Promise<Octokit> | undefined;
  const load = () => {
    octokit ??= loadOctokit(apiUrl, fetch);
    return octokit;
  };
  const tokens =
    credentials.kind === 'app'
      ? createAppToken({ credentials, repo, permissions: settings.permissions, clock, load })
      : createGivenToken(credentials);

  return {
    names,
    learned: learner,
    async ask(call, schema, signal) {
      try {
        return await askOnce(call, schema, signal);
      } catch (error) {
        if (!isAnswer(error, 404)) throw error;
        // GitHub says no more than that there is no such thing. Is it the thing, or all of the repository?
        await askOnce((rest, common) => rest.repos.get(common), repositoryAnswer, signal);
        throw explainMissing(error, names);
      }
    },
    askOnce,
    getToken: (signal) => withTargetErrors(signal, () => getToken(signal)),
  };

  async function askOnce<T>(call: Call, schema: z.ZodMiniType<T>, signal: AbortSignal) {
    const reply = await withTargetErrors(signal, async () => {
      const authorization = `Bearer ${await getToken(signal)}`;
      const headers = { authorization, 'x-github-api-version': API_VERSION };
      const { rest } = await load();
      return call(rest, { owner, repo, headers, request: { signal } });
    });
    const data = parseAnswer(schema, reply, names);
    learn(reply);
    const { etag } = reply.headers;
    return { data, etag: etag === undefined ? null : String(etag) };
  }

  async function getToken(signal: AbortSignal): Promise<string> {
    lastToken = await tokens.get(signal);
    return lastToken;
  }

  async function withTargetErrors<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      signal.throwIfAborted();
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const answer = findAnswer(error);
      if (answer?.isAboutApp === false) learn(answer);
      throw toTargetError(error, { names, backoff, now: clock.now(), clean });
    }
  }

  function clean(text: string): string {
    return createSecretFilter(lastToken === null ? [] : [lastToken]).clean(text);
  }

  function learn(answer: Omit<Reply, 'data'>): void {
    learner.learn(answer);
    if (answer.status === 401) tokens.forget();
    if (answer.status < 400) backoff.reset();
  }
}
