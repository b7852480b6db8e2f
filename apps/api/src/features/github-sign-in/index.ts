import fp from 'fastify-plugin';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createGithubClient, toCredentials, UNCOUNTED } from '../archive/index.ts';
import { addAccessTask } from './access-task.ts';
import { type Audience, createAudience } from './audience.ts';
import { createGithubDoor } from './github-door.ts';
import { createOauth } from './oauth.ts';
import { addGithubRoutes } from './routes.ts';
import { unlinkRecovered } from './unlink.ts';

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Keeps a secret that comes to be while the server runs out of whatever is logged, stored or sent. */
  readonly hide: (secret: string) => void;
}

/** For one answer: somebody waits for it. */
const TIMEOUT_MS = 10_000;

/** Lets people in whom GitHub lets in, for as long as it does. */
export const githubSignInFeature = fp<Options>(
  async (app, options) => {
    const { config, secrets, clock } = options;
    app.accounts.onRecovery((person) => unlinkRecovered(app, person));
    const settings = config.auth.mode === 'accounts' ? config.githubSignIn : null;
    if (settings === null) return addGithubRoutes(app, { door: null, clock });
    const audience = createOwnAudience(options, settings);
    const oauth = createOauth({
      settings,
      apiUrl: config.archive.apiUrl,
      clientSecret: secrets.githubClientSecret ?? '',
      clock,
    });
    app.accounts.ways.open({ github: audience.words });
    addGithubRoutes(app, { door: createGithubDoor({ app, config, clock, oauth, audience }), clock });
    addAccessTask(app, { config, audience, clock });
  },
  {
    name: 'github-sign-in',
    dependencies: ['accounts', 'alarms', 'audit', 'passkeys', 'people', 'scheduler'],
  },
);

/** With the archive's own token or app, and as slowly as GitHub asks for, but not behind the archive's writes. */
function createOwnAudience(
  { config, secrets, clock, hide }: Options,
  { audience }: NonNullable<Config['githubSignIn']>,
): Audience {
  const client = createGithubClient({
    repository: config.archive.repository ?? '',
    apiUrl: config.archive.apiUrl,
    credentials: toCredentials(config, secrets, hide),
    clock,
    pauseBetweenWritesMs: 0,
    timeoutMs: TIMEOUT_MS,
    writes: UNCOUNTED,
    ...(audience.kind === 'org' ? { permissions: { members: 'read' } } : {}),
  });
  return createAudience(audience, client);
}
