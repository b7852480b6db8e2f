import { verifyAppJwt } from '../access/verify-app-jwt.ts';
import { toSeconds } from '../git/commit-format.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';
import { getParam } from './find-object.ts';
import { presentRepository } from './present-repository.ts';

const LIFE_MS = 3_600_000;

interface Body {
  readonly repositories?: readonly string[];
  readonly permissions?: { readonly contents?: 'read' | 'write'; readonly members?: 'read' };
}

/** A new token for an installation of the App; the one before is no longer accepted, stricter than GitHub. */
export function createToken(call: Call): Answer {
  const { app, settings, now, name } = call.site;
  if (app === undefined) throw new Refusal(404, 'Integration not found');
  verifyAppJwt(app, call.authorization, now());
  if (getParam(call, 'installation_id') !== String(app.installationId)) throw new Refusal(404, 'Not Found');
  const { repositories = [name], permissions } = (call.body ?? {}) as Body;
  if (repositories.some((repository) => repository !== name))
    throw new Refusal(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  const contents = settings.mayPush ? 'write' : 'read';
  if ((permissions?.contents ?? contents) !== contents)
    throw new Refusal(422, 'The permissions requested are not granted to this installation.');
  settings.token = `ghs_${crypto.randomUUID().replaceAll('-', '')}`;
  settings.tokenExpiresAt = now() + LIFE_MS;
  const body = {
    token: settings.token,
    expires_at: toSeconds(settings.tokenExpiresAt),
    permissions: { contents, metadata: 'read' },
    repository_selection: 'selected',
    repositories: [presentRepository(call.site)],
  };
  return { status: 201, body };
}
