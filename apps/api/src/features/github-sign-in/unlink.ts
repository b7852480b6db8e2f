import type { Me } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import { getPerson } from '../../plugins/access/index.ts';
import { lastWayIn, type Person } from '../../plugins/people/index.ts';
import { toMe } from '../accounts/index.ts';

/** @throws ProblemError where the account would have no way in any more, or came by GitHub. */
export async function unlink(
  { people, passkeys, audit }: Pick<FastifyInstance, 'people' | 'passkeys' | 'audit'>,
  request: FastifyRequest,
  now: string,
): Promise<Me> {
  const { person } = getPerson(request);
  if (person.github_role !== null)
    throw new ProblemError(
      'github_bound',
      'You came in by GitHub, and it is for GitHub to say whether you may. Ask an admin for another account.',
    );
  const changed = await people.writing(() => {
    if (person.password_hash === null && passkeys.count(person.id) === 0) throw lastWayIn();
    audit.write({ request, action: 'person.github_unlinked', target: person.name });
    return people.update(person, { github_id: null, github_login: null });
  });
  return toMe(changed, now);
}

/** A link that was added later may be a thief's; by what brought somebody here, they are bound to what GitHub says. */
export function unlinkRecovered({ people }: Pick<FastifyInstance, 'people'>, person: Person): void {
  if (person.github_id === null || person.github_role !== null) return;
  people.update(person, { github_id: null, github_login: null });
}
