import type { Recovery } from '@bookchat/shared';
import { type Links, MAILED } from '../../plugins/people/index.ts';
import { toTimestamp } from './to-me.ts';

const TOLD_MS = 90 * 86_400_000;
const MOST_TOLD = 20;

/** The links for a new password that were made for somebody of late, the newest first: with one, another could have been them. */
export function listRecoveries(links: Pick<Links, 'list'>, personId: string, now: number): Recovery[] {
  const since = toTimestamp(now - TOLD_MS);
  return links
    .list()
    .filter(({ kind, person_id }) => kind === 'recovery' && person_id === personId)
    .filter(({ created_at }) => created_at > since)
    .slice(0, MOST_TOLD)
    .map(({ created_at, note, uses }) => ({
      made_at: created_at,
      made_by: note === MAILED ? null : note,
      is_used: uses > 0,
    }));
}
