import { hashObject } from './hash-object.ts';
import { isFolder, type TreeEntry } from './tree-entry.ts';

/** The hash of a folder that holds these entries, in whatever order they come. */
export function hashTree(entries: Iterable<TreeEntry>): string {
  const sorted = [...entries].map((entry) => ({ entry, key: sortKey(entry) }));
  sorted.sort((one, other) => Buffer.compare(one.key, other.key));
  const parts = sorted.flatMap(({ entry: { mode, name, hash } }) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.from(hash, 'hex'),
  ]);
  return hashObject('tree', Buffer.concat(parts));
}

/** By bytes, a folder as if its name ended with a slash: `base_name_compare` in Git's tree.c. */
function sortKey(entry: TreeEntry): Buffer {
  return Buffer.from(isFolder(entry) ? `${entry.name}/` : entry.name);
}
