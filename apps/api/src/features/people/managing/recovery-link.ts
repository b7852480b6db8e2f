import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf } from '../../../plugins/audit/index.ts';
import { makeRecoveryLink } from '../accounts.ts';
import { ensureOutranks, getPresent } from './find-managed.ts';

/** Makes the link by which a person chooses a new password; those from before end. */
export function createMakeRecoveryLink({ people, audit }: Pick<FastifyInstance, 'people' | 'audit'>) {
  return (request: FastifyRequest, id: string): Promise<{ url: string; expires_at: string }> =>
    people.writing(() => {
      const person = getPresent({ people }, id);
      const acting = ensureOutranks({ people }, request, person);
      const { link, token } = makeRecoveryLink(people.links, person, acting.name, actorOf(request).actor);
      audit.write({ request, action: 'person.recovery_link_made', target: person.name });
      return { url: people.linkUrl(token), expires_at: link.expires_at };
    });
}
