import { ANONYMOUS } from '@bookchat/shared';
import { nameKey } from '../../lib/name-key.ts';

/** Names that nobody may have, as it would not be seen who speaks. */
const RESERVED: ReadonlySet<string> = new Set(
  [ANONYMOUS, 'BookChat', 'admin token', 'command line', 'server', 'system'].map(nameKey),
);

/** @param key as `nameKey` makes it. */
export function isReserved(key: string): boolean {
  return RESERVED.has(key);
}
