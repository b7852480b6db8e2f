import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import type { Person } from '../../plugins/people/index.ts';
import { followGithub } from './follow-github.ts';
import type { GithubRole } from './role-of-collaborator.ts';

interface Parts {
  readonly app: Pick<FastifyInstance, 'people' | 'audit'>;
  readonly clock: Clock;
}

/** Does with somebody as GitHub says, and writes it down. Only within `writing`. @returns them as they are now. */
export function followAs({ app, clock }: Parts, person: Person, role: GithubRole | null): Person {
  const changes = followGithub(person, role, new Date(clock.now()).toISOString());
  if (changes === null) return person;
  const changed = app.people.update(person, changes);
  if (changed.state === 'suspended' && person.state === 'active') {
    app.people.sessions.endAllOf(person.id);
    // Their keys are not taken while they are out; what lets others in, and them by another door, ends.
    for (const kind of ['invite', 'recovery'] as const)
      app.people.links.revokeAll({ kind, personId: person.id });
    note('person.suspended', { reason: changed.suspend_reason });
  }
  if (changed.state === 'active' && person.state === 'suspended') note('person.reinstated', {});
  app.people.links.revokeBeyond(changed.role, person.id);
  if (changed.role !== person.role) note('person.role_changed', { from: person.role, to: changed.role });
  return changed;

  function note(action: string, details: Readonly<Record<string, unknown>>): void {
    app.audit.write({ actor: 'server', action, target: person.name, details: { by: 'github', ...details } });
  }
}
