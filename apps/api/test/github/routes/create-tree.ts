import { editTree, type TreeEdit } from '../git/edit-tree.ts';
import { FOLDER } from '../git/tree-format.ts';
import { findInTree, walkTree } from '../git/walk-tree.ts';
import { Refusal } from '../refusal.ts';
import { apiUrl } from '../site.ts';
import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { ensurePath } from './ensure-path.ts';
import { presentTree } from './present-tree.ts';

interface GivenEntry {
  readonly path?: string;
  readonly mode?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

export function createTree(call: Call): Answer {
  ensureNotEmpty(call);
  const { tree: given, base_tree: base } = call.body as { tree: readonly GivenEntry[]; base_tree?: string };
  const { store } = call.site.repository;
  if (given.length === 0) throw new Refusal(422, 'Invalid tree info');
  if (base !== undefined && store.find(base)?.type !== 'tree')
    throw new Refusal(422, 'base_tree is not a valid tree oid');
  const edits = given.map((entry) => toEdit(call, base, entry));
  const sha = editTree(store, base ?? null, edits);
  const entries = [...walkTree(store, sha, { recursive: false })];
  return {
    status: 201,
    body: presentTree(call.site, { sha, entries, truncated: false }),
    headers: { location: apiUrl(call.site, `/git/trees/${sha}`) },
  };
}

function toEdit(
  { site }: Call,
  base: string | undefined,
  { path, mode, sha, content }: GivenEntry,
): TreeEdit {
  const { store } = site.repository;
  ensurePath('tree.path', path);
  if ((sha === undefined) === (content === undefined))
    throw new Refusal(422, 'Must supply either tree.sha or tree.content.');
  if (sha === null) {
    const isThere = base !== undefined && findInTree(store, base, path) !== undefined;
    if (!isThere) throw new Refusal(422, 'GitRPC::BadObjectState');
    return { path, mode: '', sha };
  }
  if (mode === undefined) throw new Refusal(422, 'Must supply a valid tree.mode');
  if (content !== undefined) return { path, mode: ensureFile(mode), sha: store.write('blob', content) };
  const type = mode === FOLDER ? 'tree' : 'blob';
  const isThere = mode === '160000' || (sha !== undefined && store.find(sha)?.type === type);
  if (sha === undefined || !isThere) throw new Refusal(422, `tree.sha ${sha} is not a valid ${type}`);
  return { path, mode, sha };
}

function ensureFile(mode: string): string {
  if (!mode.startsWith('10') && mode !== '120000')
    throw new Refusal(422, 'tree.content is only valid for a blob');
  return mode;
}
