import type { ObjectStore } from './object-store.ts';
import { FOLDER, parseTree, type TreeEntry } from './tree-format.ts';

export interface TreePath extends TreeEntry {
  readonly path: string;
}

/** All entries of a tree, a folder before what is in it. */
export function* walkTree(
  store: ObjectStore,
  sha: string,
  { recursive = true, prefix = '' } = {},
): Generator<TreePath> {
  for (const entry of parseTree(store.find(sha)?.content ?? Buffer.alloc(0))) {
    const path = `${prefix}${entry.name}`;
    yield { ...entry, path };
    if (recursive && entry.mode === FOLDER) yield* walkTree(store, entry.sha, { prefix: `${path}/` });
  }
}

export function findInTree(store: ObjectStore, sha: string, path: string): TreeEntry | undefined {
  const [name, ...rest] = path.split('/');
  const entry = parseTree(store.find(sha)?.content ?? Buffer.alloc(0)).find((one) => one.name === name);
  if (rest.length === 0 || entry === undefined) return entry;
  return entry.mode === FOLDER ? findInTree(store, entry.sha, rest.join('/')) : undefined;
}
