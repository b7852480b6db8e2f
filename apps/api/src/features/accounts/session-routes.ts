import {
  confirmSignIn,
  endSession,
  listSessions,
  readSession,
  type SignedIn,
  signIn,
  signOut,
  signOutEverywhere,
} from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Clock } from '../../lib/clock.ts';
import { getPerson } from '../../plugins/access/index.ts';
import { checkPassword } from './check-password.ts';
import { listRecoveries } from './list-recoveries.ts';
import type { NameAttempts } from './name-attempts.ts';
import { signInRefused } from './sign-in-refused.ts';
import { toSignedIn } from './to-me.ts';
import { toSession } from './to-session.ts';
import type { WaysIn } from './ways-in.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly attempts: NameAttempts;
  readonly ways: WaysIn;
}

export function addSessionRoutes(app: FastifyInstance, { config, clock, attempts, ways }: Parts): void {
  const { people } = app;
  const { sessions, signIns } = people;

  addEndpoint(app, readSession, (request) => ({
    mode: config.auth.mode,
    needs_owner: config.auth.mode === 'accounts' && !people.hasOwner(),
    ways: ways.list(request),
    signed_in: showSignedIn(request),
  }));

  addEndpoint(app, signIn, async (request, reply) => {
    const { name, password } = request.body;
    const person = await checkPassword(people, attempts, { name, password, request });
    const { session } = await signIns.open(request, reply, () => person);
    return reply.code(201).send(toSignedIn(person, session, clock.now()));
  });

  addEndpoint(app, confirmSignIn, async (request, reply) => {
    const { person, session } = getPerson(request);
    const isRight = await attempts.during({ session: session.id }, request, () =>
      people.passwords.verify(request.body.password, person.password_hash),
    );
    if (!isRight) throw signInRefused();
    await signIns.confirm(reply, session, () => person);
    return toSignedIn(person, session, clock.now());
  });

  addEndpoint(app, signOut, async (request, reply) => {
    const { session } = request;
    if (session !== null) await people.writing(() => sessions.end(session));
    signIns.clear(reply);
    return reply.code(204).send();
  });

  addEndpoint(app, listSessions, (request) => {
    const { person, session } = getPerson(request);
    return {
      sessions: sessions.listOf(person.id).map((one) => toSession(one, one === session)),
      recoveries: listRecoveries(people.links, person.id, clock.now()),
    };
  });

  addEndpoint(app, endSession, async (request, reply) => {
    const { person, session } = getPerson(request);
    const ending = sessions.listOf(person.id).find(({ id }) => id === request.params.id);
    if (ending !== undefined) await people.writing(() => sessions.end(ending));
    if (ending === session) signIns.clear(reply);
    return reply.code(204).send();
  });

  addEndpoint(app, signOutEverywhere, async (request, reply) => {
    const { person } = getPerson(request);
    await people.writing(() => sessions.endAllOf(person.id));
    signIns.clear(reply);
    return reply.code(204).send();
  });

  function showSignedIn({ person, session }: FastifyRequest): SignedIn | null {
    return person === null || session === null ? null : toSignedIn(person, session, clock.now());
  }
}
