import type { GithubReason } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GithubAccount } from './github-account.ts';

interface Wish {
  readonly account: GithubAccount;
  /** The session that set out. */
  readonly linking: string;
}

/** From now on that account on GitHub opens the one here, for whoever set out from it and is still signed in. */
export async function linkAccount(
  { people, audit }: Pick<FastifyInstance, 'people' | 'audit'>,
  request: FastifyRequest,
  { account, linking }: Wish,
): Promise<GithubReason> {
  return people.writing(() => {
    const found = people.signIns.find(request); // GitHub was asked meanwhile: as they are now
    if (found?.session.id !== linking) return 'github_stale';
    const { person } = found;
    const holder = people.findByGithubId(account.id) ?? person;
    if (holder.id !== person.id || person.github_role !== null) return 'github_taken';
    people.update(person, { github_id: account.id, github_login: account.login });
    audit.write({
      request,
      action: 'person.github_linked',
      target: person.name,
      details: { login: account.login },
    });
    return 'github_linked';
  });
}
