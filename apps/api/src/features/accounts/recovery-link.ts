import { type Links, MAILED, type MadeLink, type NewLink, type Person } from '../../plugins/people/index.ts';

export const RECOVERY_LINK_MS = 3_600_000;

type Maker = Pick<Links, 'create' | 'revokeAll'>;
type Whose = Pick<Person, 'id' | 'role'>;

/**
 * Makes the link by which somebody chooses a new password; those before it are good for nothing then. Within a
 * transaction.
 * @param createdBy null for the command line and the admin token.
 * @param by as the audit log names them; that person is told.
 */
export function makeRecoveryLink(
  links: Maker,
  person: Whose,
  createdBy: string | null,
  by: string,
): MadeLink {
  links.revokeAll({ kind: 'recovery', personId: person.id });
  return links.create({ ...linkFor(person), created_by: createdBy, note: by });
}

/**
 * Makes the one that is mailed. Whoever knows the address can ask for it, and so it ends no link but those that were
 * mailed before. Within a transaction.
 */
export function makeMailedLink(links: Pick<Links, 'create' | 'revokeMailed'>, person: Whose): MadeLink {
  links.revokeMailed(person.id);
  return links.create({ ...linkFor(person), created_by: null, note: MAILED });
}

function linkFor({ id, role }: Whose): Omit<NewLink, 'created_by'> {
  return { kind: 'recovery', role, personId: id, goodForMs: RECOVERY_LINK_MS };
}
