import type { PeopleTable } from '../../db/schema/people.ts';
import type { GithubRole } from './role-of-collaborator.ts';

type Followed = Pick<PeopleTable, 'role' | 'state' | 'suspend_reason' | 'github_role' | 'github_gone_at'>;

/** Why GitHub suspends somebody; whoever is suspended for another reason stays so. */
export const GONE = 'No longer let in by GitHub.';

/**
 * What GitHub's word changes about somebody who came by it; null where nothing. What an admin has changed by hand
 * stays: a role other than the one that GitHub gave, a suspension, and a reinstatement.
 */
export function followGithub(
  person: Followed,
  role: GithubRole | null,
  now: string,
): Partial<Followed> | null {
  if (person.github_role === null || person.state === 'removed') return null;
  const changes = role === null ? leave(person, now) : { ...comeBack(person), ...takeRole(person, role) };
  return Object.keys(changes).length === 0 ? null : changes;
}

/** An owner was made one by hand, and a server is not to lose its last one to another site. */
function leave({ state, role, github_gone_at }: Followed, now: string): Partial<Followed> {
  if (state !== 'active' || role === 'owner' || github_gone_at !== null) return {};
  return { state: 'suspended', suspend_reason: GONE, github_gone_at: now };
}

function comeBack({ state, suspend_reason, github_gone_at }: Followed): Partial<Followed> {
  if (github_gone_at === null) return {};
  const isOurs = state === 'suspended' && suspend_reason === GONE;
  return isOurs ? { state: 'active', suspend_reason: null, github_gone_at: null } : { github_gone_at: null };
}

function takeRole(person: Followed, role: GithubRole): Partial<Followed> {
  if (role === person.github_role) return {};
  return person.role === person.github_role ? { role, github_role: role } : { github_role: role };
}
