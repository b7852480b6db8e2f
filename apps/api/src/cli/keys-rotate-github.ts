import { rotateGithubToken } from '@bookchat/shared';
import { ensureDataDir } from '../ensure-data-dir.ts';
import { tryGithubToken } from '../features/archive/index.ts';
import { systemClock } from '../lib/clock.ts';
import { keepGithubToken } from '../lib/kept-github-token.ts';
import { StartError } from '../start-error.ts';
import { askSecret } from './ask-secret.ts';
import { EXIT_FAILURE, EXIT_USAGE } from './exit-codes.ts';
import { untilInterrupted } from './interruption.ts';
import { print, printNote } from './print.ts';
import { readSettings } from './read-config.ts';

/** Tries another token against the repository, and lets it count: for a server that runs from its next request on. */
export async function keysRotateGithub(ask = askSecret): Promise<number | undefined> {
  const { config, secrets } = readSettings();
  const { repository } = config.archive;
  const { githubToken } = secrets;
  if (repository === null || githubToken === null)
    throw new StartError(
      'GITHUB_REPOSITORY and GITHUB_TOKEN are not set, and so there is no token to change.',
    );
  ensureDataDir(config.dataDir);
  const given = rotateGithubToken.body.safeParse({ token: await ask('The new token for GitHub') });
  if (!given.success) {
    for (const { message } of given.error.issues) printNote(message);
    return EXIT_USAGE;
  }
  const { token } = given.data;
  const settings = { config, secrets, clock: systemClock };
  const trial = await untilInterrupted((signal) => tryGithubToken(repository, token, settings, signal));
  if (trial.kind !== 'works') {
    printNote(`${trial.message} Nothing was changed.`);
    return EXIT_FAILURE;
  }
  keepGithubToken(config.dataDir, githubToken, token);
  print(trial.found);
  printNote(
    'From now on the server uses the new token, until GITHUB_TOKEN itself is changed. Delete the old one on GitHub.',
  );
  return undefined;
}
