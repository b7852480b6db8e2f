import { finishGithubSignIn, linkGithub, startGithubSignIn, unlinkGithub } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { getPerson } from '../../plugins/access/index.ts';
import type { GithubDoor } from './github-door.ts';
import { unlink } from './unlink.ts';

interface Parts {
  /** Null where nobody signs in with GitHub. */
  readonly door: GithubDoor | null;
  readonly clock: Clock;
}

export function addGithubRoutes(app: FastifyInstance, { door, clock }: Parts): void {
  addEndpoint(app, startGithubSignIn, (request, reply) => {
    return reply.redirect(ensureDoor().setOut(request, reply, null), 302);
  });

  addEndpoint(app, finishGithubSignIn, async (request, reply) => {
    const { path, reason } = await ensureDoor().comeBack(request, reply);
    return reply.redirect(reason === null ? path : `${path}#${reason}`, 302);
  });

  addEndpoint(app, linkGithub, (request, reply) => {
    const { session } = getPerson(request);
    return { url: ensureDoor().setOut(request, reply, session) };
  });

  addEndpoint(app, unlinkGithub, (request) => unlink(app, request, new Date(clock.now()).toISOString()));

  function ensureDoor(): GithubDoor {
    if (door !== null) return door;
    throw new ProblemError(
      'github_off',
      'This server lets nobody in by GitHub. GITHUB_SIGN_IN, with what belongs to it, turns that on.',
    );
  }
}
