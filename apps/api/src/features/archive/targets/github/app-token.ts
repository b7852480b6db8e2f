import { createPrivateKey } from 'node:crypto';
import type { Octokit } from 'octokit';
import type { Clock } from '../../../../lib/clock.ts';
import { TargetError } from '../target-error.ts';
import type { AppCredentials } from './credentials.ts';
import type { TokenSource } from './token-source.ts';

export interface AppPermissions {
  readonly contents?: 'write';
  readonly members?: 'read';
}

interface Settings {
  readonly credentials: AppCredentials;
  /** Without its owner: the token is for this repository alone. */
  readonly repo: string;
  readonly permissions?: AppPermissions | undefined;
  readonly clock: Clock;
  load(): Promise<Octokit>;
}

/** They last an hour: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app */
const RENEW_AFTER_MS = 50 * 60 * 1_000;
const TO_WRITE: AppPermissions = { contents: 'write' };
const SILENT = { warn() {} };

export function createAppToken(settings: Settings): TokenSource {
  const { credentials, repo, permissions = TO_WRITE, clock, load } = settings;
  let kept: { readonly token: string; readonly now: number; readonly elapsed: number } | null = null;

  return {
    async get(signal) {
      if (kept !== null && isFresh(kept)) return kept.token;
      const moment = { now: clock.now(), elapsed: clock.elapsed() };
      const token = await makeToken(signal);
      kept = { token, ...moment };
      return token;
    },
    forget() {
      kept = null;
    },
  };

  /** By both clocks: one stands still while the machine sleeps, the other may be set back. */
  function isFresh({ now, elapsed }: { readonly now: number; readonly elapsed: number }): boolean {
    return clock.now() - now < RENEW_AFTER_MS && clock.elapsed() - elapsed < RENEW_AFTER_MS;
  }

  async function makeToken(signal: AbortSignal): Promise<string> {
    const { appId, installationId } = credentials;
    const privateKey = readKey(credentials.privateKey);
    const [{ createAppAuth }, { request }] = await Promise.all([import('@octokit/auth-app'), load()]);
    const auth: ReturnType<typeof createAppAuth> = createAppAuth({
      appId,
      privateKey,
      installationId,
      log: SILENT,
      // Through its hook, which allows for a clock of this machine that is wrong.
      request: request.defaults({
        request: { signal, hook: (...args: Parameters<typeof auth.hook>) => auth.hook(...args) },
      }),
    });
    const { token } = await auth({
      type: 'installation',
      repositoryNames: [repo],
      permissions: { ...permissions },
      refresh: true, // what is still good is kept above, and by our clock
    });
    return token;
  }
}

function readKey(pem: string): string {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n')).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw new TargetError(
      'denied',
      'The private key of the GitHub App cannot be read. It must be the whole PEM file that GitHub gave.',
    );
  }
}
