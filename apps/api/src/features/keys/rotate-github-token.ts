import type { AnswerOf, rotateGithubToken } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config, Secrets } from '../../config.ts';
import { keepGithubToken } from '../../lib/kept-github-token.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { GITHUB_TOKEN } from './list-secrets.ts';
import type { SecretWatch } from './watch-secrets.ts';

type Rotated = AnswerOf<typeof rotateGithubToken>;

interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly watch: SecretWatch;
  /** Keeps a secret out of whatever is logged, stored or sent. */
  readonly hide: (secret: string) => void;
  readonly stopping: AbortSignal;
}

/** Changes the token of the archive while it goes on: what is under way ends with the one before. */
export function createRotateGithubToken(
  app: FastifyInstance,
  { config, secrets, watch, hide, stopping }: Parts,
) {
  /** @throws ProblemError `archive_off`, `token_refused`, `archive_unreachable` or `storage_full`; then nothing has changed. */
  return async (token: string, by: FastifyRequest): Promise<Rotated> => {
    const { github } = app.archive;
    const { githubToken } = secrets;
    if (github === null || githubToken === null) throw noToken(config);
    hide(token);
    const trial = await github.tryToken(token, stopping);
    if (trial.kind !== 'works')
      throw new ProblemError(
        trial.kind === 'refused' ? 'token_refused' : 'archive_unreachable',
        `${trial.message} The token from before is still in use.`,
      );
    keepGithubToken(config.dataDir, githubToken, token);
    app.log.info('the token for GitHub was changed');
    await github.tokenChanged(by);
    await watch.look();
    const secret = watch.list().find(({ name }) => name === GITHUB_TOKEN);
    if (secret === undefined) throw new Error('GITHUB_TOKEN is always watched');
    return { secret, check: trial.found };
  };
}

function noToken({ archive }: Config): ProblemError {
  return new ProblemError(
    'archive_off',
    archive.app === null
      ? 'This server brings nothing to GitHub by a token: GITHUB_REPOSITORY and GITHUB_TOKEN are not set, or there is no archive.'
      : 'A GitHub App writes the archive of this server, and makes its tokens by itself. To change its private key, set ' +
          'GITHUB_APP_PRIVATE_KEY and restart the server.',
  );
}
