import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  finishPasskeySignIn,
  listPasskeys,
  removePasskey,
  type Passkey as ShownPasskey,
} from '@bookchat/shared';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { getPerson } from '../../plugins/access/index.ts';
import { accountSuspended, lastWayIn, type Person, type SignedInHere } from '../../plugins/people/index.ts';
import { toSignedIn } from '../accounts/index.ts';
import type { Enrolment } from './enrolment.ts';
import type { Passkey, PasskeyQueries } from './passkey-queries.ts';
import type { Proof, Proven } from './proof.ts';
import { passkeyNotTaken, passkeyRefused } from './refusals.ts';

interface Parts {
  readonly clock: Clock;
  readonly queries: PasskeyQueries;
  readonly enrolment: Enrolment;
  readonly proof: Proof;
  /** Whether GitHub opens accounts as well. */
  readonly hasGithub: boolean;
}

/** Far beyond the devices of a person. */
const MAX_PASSKEYS = 20;

export function addPasskeyRoutes(app: FastifyInstance, parts: Parts): void {
  const { clock, queries, enrolment, proof, hasGithub } = parts;
  const { people } = app;

  addEndpoint(app, beginPasskeySignIn, async (request, reply) => ({
    options: await proof.begin({ request, reply }),
  }));

  addEndpoint(app, finishPasskeySignIn, async (request, reply) => {
    const proven = await proof.finish({ request, reply }, request.body.response);
    const before = people.signIns.find(request);
    const isStill = before?.person.id === proven.passkey.person_id;
    const { person, session } = isStill
      ? await confirm(reply, before, proven)
      : await people.signIns.open(request, reply, () => use(proven));
    return reply.code(201).send(toSignedIn(person, session, clock.now()));
  });

  addEndpoint(app, beginPasskey, async (request, reply) => {
    const { person } = getPerson(request);
    const known = queries.listOf.all({ person_id: person.id });
    if (known.length >= MAX_PASSKEYS) throw tooMany();
    return { options: await enrolment.begin({ request, reply }, person, known) };
  });

  addEndpoint(app, addPasskey, async (request, reply) => {
    const { person } = getPerson(request);
    const passkey = await enrolment.finish({ request, reply }, person, request.body);
    await people.writing(() => {
      keep(passkey);
      app.audit.write({ request, action: 'person.passkey_added', target: person.name });
    });
    return reply.code(201).send(toShown(passkey));
  });

  addEndpoint(app, listPasskeys, (request) => {
    const { person } = getPerson(request);
    const passkeys = queries.listOf.all({ person_id: person.id });
    return { passkeys: passkeys.toSorted(byAge).map(toShown) };
  });

  addEndpoint(app, removePasskey, async (request, reply) => {
    const { person } = getPerson(request);
    await people.writing(() => {
      remove(person, request.params.id);
      app.audit.write({ request, action: 'person.passkey_removed', target: person.name });
    });
    return reply.code(204).send();
  });

  /** Whoever is signed in already shows that it is still them, and stays so by the same session. */
  async function confirm(reply: FastifyReply, before: SignedInHere, proven: Proven): Promise<SignedInHere> {
    await people.signIns.confirm(reply, before.session, () => use(proven));
    return before;
  }

  function use({ passkey, counter }: Proven): Person {
    const used = queries.use.run({ id: passkey.id, counter, last_used_at: now() });
    const owner = people.find(passkey.person_id);
    if (used === 0 || owner === undefined) throw passkeyNotTaken();
    // With the account of somebody who was removed, its passkeys are gone.
    if (owner.state !== 'active') throw accountSuspended(owner);
    return owner;
  }

  function keep(passkey: Passkey): void {
    if (queries.listWritten.all({ person_id: passkey.person_id }).length >= MAX_PASSKEYS) throw tooMany();
    if (queries.insert.run(passkey) === 0)
      throw passkeyRefused('This passkey is known here already. Choose another device, or remove it first.');
  }

  function remove(person: Person, id: string): void {
    const all = queries.listWritten.all({ person_id: person.id });
    if (!all.some((passkey) => passkey.id === id))
      throw new ProblemError('passkey_not_found', 'You have no such passkey. It may be removed already.');
    if (all.length === 1 && !hasOtherWay(people.find(person.id) ?? person)) throw lastWayIn();
    queries.remove.run({ id, person_id: person.id });
  }

  function hasOtherWay({ password_hash, github_id }: Person): boolean {
    return password_hash !== null || (hasGithub && github_id !== null);
  }

  function now(): string {
    return new Date(clock.now()).toISOString();
  }
}

function tooMany() {
  return passkeyRefused(`You have ${MAX_PASSKEYS} passkeys, as many as there may be. Remove one first.`);
}

function byAge(a: Passkey, b: Passkey): number {
  return b.created_at.localeCompare(a.created_at);
}

function toShown({ id, name, created_at, last_used_at }: Passkey): ShownPasskey {
  return { id, name, created_at, last_used_at };
}
