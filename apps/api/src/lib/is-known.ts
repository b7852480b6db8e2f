const ENTITY_TAG = /(?:W\/)?("[^"]*")/g;

/**
 * Whether `If-None-Match` names what would be answered, by the weak comparison of RFC 9110, 13.1.2: `*` names
 * anything, a list any of its tags, and a tag that a proxy has weakened is still the same.
 * @param etag a strong tag; null where the answer has none.
 */
export function isKnown(ifNoneMatch: string | undefined, etag: string | null): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return [...ifNoneMatch.matchAll(ENTITY_TAG)].some(([, tag]) => tag === etag);
}
