import type { TreeEntry } from '../../git/tree-entry.ts';

const HASH_BYTES = 20;

/** The entries of a tree as git keeps it: `<mode> <name>`, NUL, and the hash in 20 bytes. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    const next = end + 1 + HASH_BYTES;
    entries.push({
      mode: content.toString('latin1', at, space),
      name: content.toString('utf8', space + 1, end),
      hash: content.toString('hex', end + 1, next),
    });
    at = next;
  }
  return entries;
}
