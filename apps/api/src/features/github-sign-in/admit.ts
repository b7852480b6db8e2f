import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { createPerson, type Person } from '../../plugins/people/index.ts';
import { followAs } from './follow-as.ts';
import { freeName } from './free-name.ts';
import type { GithubAccount } from './github-account.ts';
import type { GithubRole } from './role-of-collaborator.ts';

interface Parts {
  readonly app: Pick<FastifyInstance, 'people' | 'audit'>;
  readonly clock: Clock;
}

/**
 * Whoever it is whom GitHub lets in, as a person here; somebody new where nobody is known by that account. Only within
 * `writing`.
 */
export function admit({ app, clock }: Parts, account: GithubAccount, role: GithubRole): Person {
  const person = app.people.findByGithubId(account.id);
  if (person === undefined) return join({ app, clock }, account, role);
  const followed = followAs({ app, clock }, person, role);
  if (followed.github_login === account.login) return followed;
  return app.people.update(followed, { github_login: account.login });
}

function join({ app: { people, audit }, clock }: Parts, account: GithubAccount, role: GithubRole): Person {
  const name = freeName(account.login, isTaken);
  const person = createPerson({ name, role, github: { ...account, role } }, clock.now());
  people.insert(person);
  audit.write({
    actor: name,
    actorId: person.id,
    action: 'person.joined',
    target: name,
    details: { by: 'github', login: account.login, role },
  });
  return person;

  function isTaken(wanted: string): boolean {
    try {
      people.ensureFree({ name: wanted });
      return false;
    } catch (error) {
      if (error instanceof ProblemError) return true;
      throw error;
    }
  }
}
