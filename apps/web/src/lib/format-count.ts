import { MOST_UNREAD } from './contract.ts';

/** A number as it stands on a badge: beyond what is counted, "99+". */
export function formatCount(count: number): string {
  return count >= MOST_UNREAD ? `${MOST_UNREAD - 1}+` : String(count);
}
