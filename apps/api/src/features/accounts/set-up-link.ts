import type { Links, MadeLink } from '../../plugins/people/index.ts';

export const SET_UP_LINK_MS = 24 * 3_600_000;

/** Makes the link for the first account, which is the owner's; those before it are good for nothing then. Within a transaction. */
export function makeSetUpLink(links: Pick<Links, 'create' | 'revokeAll'>): MadeLink {
  links.revokeAll({ kind: 'set_up' });
  return links.create({ kind: 'set_up', role: 'owner', created_by: null, goodForMs: SET_UP_LINK_MS });
}
