import { hashTree } from './hash-tree.ts';
import { FILE_MODE, FOLDER_MODE, isFolder, type TreeEntry } from './tree-entry.ts';

interface NewBlob {
  readonly path: string;
  readonly hash: string;
}

/** Enough for the folders on the way to today's, in some rooms. */
const MAX_FOLDERS = 256;

/**
 * Computes what a tree becomes with more files in it, so that what a server says that it has stored can be held against
 * what it should have. Folders that were seen once are not read again.
 */
export function createTreeMaker(read: (tree: string, signal: AbortSignal) => Promise<TreeEntry[]>) {
  const folders = new Map<string, readonly TreeEntry[]>();

  return {
    entriesOf,
    /** @param base null for none. @returns the hash of the tree with `blobs` in it. */
    add: (base: string | null, blobs: readonly NewBlob[], signal: AbortSignal) =>
      addTo(
        base,
        blobs.map(({ path, hash }) => ({ path: path.split('/'), hash })),
        signal,
      ),
    forget: () => folders.clear(),
  };

  async function entriesOf(tree: string, signal: AbortSignal): Promise<readonly TreeEntry[]> {
    const known = folders.get(tree);
    if (known !== undefined) return known;
    const entries = await read(tree, signal);
    keep(tree, entries);
    return entries;
  }

  async function addTo(
    base: string | null,
    blobs: readonly SplitBlob[],
    signal: AbortSignal,
  ): Promise<string> {
    const entries = new Map<string, TreeEntry>();
    for (const entry of base === null ? [] : await entriesOf(base, signal)) entries.set(entry.name, entry);
    for (const [name, inside] of byFirstName(blobs))
      entries.set(name, await toEntry(name, inside, { old: entries.get(name), signal }));
    const made = [...entries.values()];
    const tree = hashTree(made);
    keep(tree, made);
    return tree;
  }

  async function toEntry(
    name: string,
    inside: readonly SplitBlob[],
    { old, signal }: { old: TreeEntry | undefined; signal: AbortSignal },
  ): Promise<TreeEntry> {
    const file = inside.find(({ path }) => path.length === 0);
    if (file !== undefined) return { name, mode: FILE_MODE, hash: file.hash };
    const folder = old !== undefined && isFolder(old) ? old.hash : null;
    return { name, mode: FOLDER_MODE, hash: await addTo(folder, inside, signal) };
  }

  /** The oldest go first: those of folders that have grown since. */
  function keep(tree: string, entries: readonly TreeEntry[]): void {
    folders.delete(tree);
    folders.set(tree, entries);
    for (const oldest of folders.keys()) {
      if (folders.size <= MAX_FOLDERS) break;
      folders.delete(oldest);
    }
  }
}

interface SplitBlob {
  /** From the folder that is looked at: nothing is left of the path of a file itself. */
  readonly path: readonly string[];
  readonly hash: string;
}

function byFirstName(blobs: readonly SplitBlob[]): Map<string, SplitBlob[]> {
  const names = new Map<string, SplitBlob[]>();
  for (const { path, hash } of blobs) {
    const [name = '', ...rest] = path;
    names.set(name, [...(names.get(name) ?? []), { path: rest, hash }]);
  }
  return names;
}

export type TreeMaker = ReturnType<typeof createTreeMaker>;
