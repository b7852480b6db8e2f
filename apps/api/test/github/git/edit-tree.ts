import type { ObjectStore } from './object-store.ts';
import { FOLDER, formatTree, parseTree, type TreeEntry } from './tree-format.ts';

export interface TreeEdit {
  readonly path: string;
  readonly mode: string;
  /** null takes the path away. */
  readonly sha: string | null;
}

/** Writes the tree that the edits make of another one, and returns its name. Folders that nothing is left in are gone. */
export function editTree(store: ObjectStore, base: string | null, edits: readonly TreeEdit[]): string {
  return editFolder(store, base, edits) ?? store.write('tree', '');
}

function editFolder(store: ObjectStore, base: string | null, edits: readonly TreeEdit[]): string | null {
  const entries = new Map(readTree(store, base).map((entry) => [entry.name, entry]));
  for (const [name, inner] of Map.groupBy(edits, ({ path }) => path.split('/', 1)[0] ?? '')) {
    const entry = editEntry(store, name, entries.get(name), inner);
    if (entry === undefined) entries.delete(name);
    else entries.set(name, entry);
  }
  return entries.size === 0 ? null : store.write('tree', formatTree([...entries.values()]));
}

function editEntry(
  store: ObjectStore,
  name: string,
  before: TreeEntry | undefined,
  edits: readonly TreeEdit[],
): TreeEntry | undefined {
  const whole = edits.findLast(({ path }) => path === name);
  const start = whole === undefined ? before : asEntry(name, whole);
  const deeper = edits
    .filter(({ path }) => path !== name)
    .map((edit) => ({ ...edit, path: edit.path.slice(name.length + 1) }));
  if (deeper.length === 0) return start;
  const sha = editFolder(store, start?.mode === FOLDER ? start.sha : null, deeper);
  return sha === null ? undefined : { name, mode: FOLDER, sha };
}

function asEntry(name: string, { mode, sha }: TreeEdit): TreeEntry | undefined {
  return sha === null ? undefined : { name, mode, sha };
}

function readTree(store: ObjectStore, sha: string | null): TreeEntry[] {
  const object = sha === null ? undefined : store.find(sha);
  return object === undefined ? [] : parseTree(object.content);
}
