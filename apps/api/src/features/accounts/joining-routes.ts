import { askForRecovery, join, lookAtLink, recover } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { LinksTable } from '../../db/schema/people.ts';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Clock } from '../../lib/clock.ts';
import {
  createPerson,
  linkEnded,
  mayInvite,
  type People,
  type Person,
  roomsOf,
} from '../../plugins/people/index.ts';
import type { EnsureGoodPassword } from './passwords/ensure-good-password.ts';
import { mailOff, type RecoveryMail } from './recovery-mail.ts';
import { toSignedIn } from './to-me.ts';

interface Parts {
  readonly clock: Clock;
  /** Is told once the account is there. */
  readonly arrived: (
    person: Person,
    invited: { readonly rooms: readonly string[]; readonly by: string | null },
  ) => Promise<void>;
  /** Null where the server sends no mail. */
  readonly mail: RecoveryMail | null;
  /** Is told within the transaction. */
  readonly recovered: (person: Person) => void;
  readonly ensureGood: EnsureGoodPassword;
}

export function addJoiningRoutes(app: FastifyInstance, parts: Parts): void {
  const { clock, mail, arrived, recovered, ensureGood } = parts;
  const { people, audit } = app;
  const { links, passwords, sessions, signIns } = people;

  addEndpoint(app, lookAtLink, ({ body }) => {
    const link = links.look(body.token);
    const { kind, role, created_by: invited_by, expires_at } = link;
    if (kind === 'recovery') {
      const person = getRecovered(people, link);
      return { kind, role: person.role, name: person.name, invited_by, expires_at };
    }
    ensureWanted(people, link);
    return { kind, role, name: null, invited_by, expires_at };
  });

  addEndpoint(app, join, async (request, reply) => {
    const { token, name, email, password } = request.body;
    let used = ensureWanted(people, links.look(token));
    await people.earlierWriters.ready();
    ensureFree(used);
    await ensureGood(password, { name, email });
    const passwordHash = await passwords.hash(password);
    const { person, session } = await signIns.open(request, reply, () => {
      used = ensureWanted(people, links.use(token));
      ensureFree(used);
      const person = createPerson({ name, email, passwordHash, role: used.role }, clock.now());
      people.insert(person);
      const details = { role: used.role, link: used.id, invited_by: used.created_by };
      noteOf(person, 'person.joined', details);
      return person;
    });
    await arrived(person, { rooms: roomsOf(used), by: used.person_id });
    return reply.code(201).send(toSignedIn(person, session, clock.now()));

    /** Whoever sets the server up says whose the names from before are, and so may have one at once. */
    function ensureFree({ kind }: LinksTable): void {
      people.ensureFree({ name, email, fromBefore: kind === 'set_up' });
    }
  });

  addEndpoint(app, recover, async (request, reply) => {
    const { token, password } = request.body;
    await ensureGood(password, getRecovered(people, links.look(token)));
    const passwordHash = await passwords.hash(password);
    const { person, session } = await signIns.open(request, reply, () => {
      const found = getRecovered(people, links.use(token));
      recovered(found);
      const person = people.update(found, { password_hash: passwordHash });
      links.revokeAll({ kind: 'recovery', personId: person.id });
      sessions.endAllOf(person.id);
      noteOf(person, 'person.recovered');
      return person;
    });
    app.apiKeys.forget();
    return reply.code(201).send(toSignedIn(person, session, clock.now()));
  });

  addEndpoint(app, askForRecovery, ({ body }, reply) => {
    if (mail === null) throw mailOff();
    mail.ask(body.email);
    return reply.code(202).send();
  });

  function noteOf(
    { id, name }: Person,
    action: string,
    details: Readonly<Record<string, unknown>> = {},
  ): void {
    audit.write({ actor: name, actorId: id, action, target: name, details });
  }
}

/** @throws ProblemError `link_ended` for a link that makes no account, or not any more. */
function ensureWanted(people: People, link: LinksTable): LinksTable {
  if (link.kind === 'recovery' || (link.kind === 'set_up' && people.hasOwner())) throw linkEnded();
  if (link.kind === 'invite' && !isStillGiven(people, link)) throw linkEnded();
  return link;
}

/** An invite is good for as long as whoever made it could make it again. */
function isStillGiven(people: People, { person_id: id, role }: LinksTable): boolean {
  const inviter = id === null ? null : people.find(id);
  return inviter === null || (inviter?.state === 'active' && mayInvite(inviter.role, role));
}

/** @throws ProblemError `link_ended` where it recovers no account of somebody who may sign in. */
function getRecovered(people: People, { kind, person_id: id }: LinksTable): Person {
  const person = kind !== 'recovery' || id === null ? undefined : people.find(id);
  if (person?.state !== 'active') throw linkEnded();
  return person;
}
