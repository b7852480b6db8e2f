import { askForRecovery, join, lookAtLink, recover } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { LinksTable } from '../../db/schema/people.ts';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Clock } from '../../lib/clock.ts';
import { createPerson, linkEnded, type People, type Person } from '../../plugins/people/index.ts';
import { mailOff, type RecoveryMail } from './recovery-mail.ts';
import { toSignedIn } from './to-me.ts';

interface Parts {
  readonly clock: Clock;
  /** Is told once the account is there. */
  readonly arrived: (person: Person, rooms: readonly string[]) => Promise<void>;
  /** Null where the server sends no mail. */
  readonly mail: RecoveryMail | null;
  /** Is told within the transaction. */
  readonly recovered: (person: Person) => void;
}

export function addJoiningRoutes(app: FastifyInstance, { clock, mail, arrived, recovered }: Parts): void {
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
    const { rooms } = ensureWanted(people, links.look(token));
    people.ensureFree({ name, email });
    const passwordHash = await passwords.hash(password);
    const { person, session } = await signIns.open(request, reply, () => {
      const link = links.use(token);
      ensureWanted(people, link);
      people.ensureFree({ name, email });
      const person = createPerson({ name, email, passwordHash, role: link.role }, clock.now());
      people.insert(person);
      const details = { role: link.role, link: link.id, invited_by: link.created_by };
      noteOf(person, 'person.joined', details);
      return person;
    });
    await arrived(person, rooms === '' ? [] : rooms.split(','));
    return reply.code(201).send(toSignedIn(person, session, clock.now()));
  });

  addEndpoint(app, recover, async (request, reply) => {
    const { token, password } = request.body;
    getRecovered(people, links.look(token));
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
  return link;
}

/** @throws ProblemError `link_ended` where it recovers no account of somebody who may sign in. */
function getRecovered(people: People, { kind, person_id: id }: LinksTable): Person {
  const person = kind !== 'recovery' || id === null ? undefined : people.find(id);
  if (person?.state !== 'active') throw linkEnded();
  return person;
}
