import { readAvatar, removeAvatar, uploadAvatar } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Clock } from '../../lib/clock.ts';
import { ensureNotMuted, getPerson } from '../../plugins/access/index.ts';
import { securityHeaders } from '../../plugins/security-headers.ts';
import { toMe, toTimestamp } from '../accounts/index.ts';
import type { Avatars } from './avatars.ts';

const ONE_YEAR_SECONDS = 31_536_000;

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly avatars: Avatars;
}

export function addAvatarRoutes(app: FastifyInstance, { config, clock, avatars }: Parts): void {
  const now = () => toTimestamp(clock.now());
  const headers = {
    ...securityHeaders(config),
    // Only for those who are signed in: no cache that others share may keep it.
    'cache-control': `private, max-age=${ONE_YEAR_SECONDS}, immutable`,
  };

  addEndpoint(app, uploadAvatar, async (request) => {
    const { person } = getPerson(request);
    ensureNotMuted(person, clock.now());
    return toMe(await avatars.give(person, Buffer.from(request.body.image, 'base64')), now());
  });

  addEndpoint(app, removeAvatar, async (request) =>
    toMe(await avatars.remove(getPerson(request).person), now()),
  );

  addEndpoint(app, readAvatar, (request, reply) => {
    const bytes = avatars.read(request.params.hash, app.rooms.companyOf(request));
    return reply.headers(headers).type(readAvatar.mediaType).send(bytes);
  });
}
