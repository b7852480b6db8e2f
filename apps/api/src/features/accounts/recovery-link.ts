import type { Links, MadeLink, Person } from '../../plugins/people/index.ts';

export const RECOVERY_LINK_MS = 3_600_000;

type Maker = Pick<Links, 'create' | 'revokeAll'>;

/**
 * Makes the link by which somebody chooses a new password; those before it are good for nothing then. Within a
 * transaction.
 * @param createdBy null for the command line, the admin token and the server.
 */
export function makeRecoveryLink(
  links: Maker,
  person: Pick<Person, 'id' | 'role'>,
  createdBy: string | null,
): MadeLink {
  links.revokeAll({ kind: 'recovery', personId: person.id });
  return links.create({
    kind: 'recovery',
    role: person.role,
    personId: person.id,
    created_by: createdBy,
    goodForMs: RECOVERY_LINK_MS,
  });
}
