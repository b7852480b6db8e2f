import { toSeconds } from './git/commit-format.ts';
import { pointHead } from './git/create-bare-repository.ts';
import { editTree } from './git/edit-tree.ts';
import { runGit } from './git/run-git.ts';
import { walkTree } from './git/walk-tree.ts';
import type { Site } from './site.ts';

/** What is in files, by path; null takes one away. */
export type Files = Readonly<Record<string, string | null>>;

/** The default branch moves on by a commit of another person. */
export function pushCommit(site: Site, files: Files, message: string): string {
  const head = readHead(site);
  return commitOnto(site, { parent: head, files, message });
}

/** The default branch loses its newest commit; another one has taken its place. */
export function forcePush(site: Site, files: Files, message: string): string {
  const head = readHead(site);
  const [parent = null] = head === null ? [] : (site.repository.readCommit(head)?.parents ?? []);
  return commitOnto(site, { parent, files, message });
}

/** GitHub lets go of a default branch only when another one has become it. */
export async function deleteBranch(site: Site, successor: string): Promise<void> {
  const { repository, settings } = site;
  const head = readHead(site);
  if (head === null) throw new Error('There is no branch yet.');
  const branch = branchRef(site);
  settings.defaultBranch = successor;
  if (!repository.moveRef(branchRef(site), null, head)) throw new Error(`There is a ${successor} already.`);
  pointHead(repository.gitDir, successor);
  await runGit(repository.gitDir, ['update-ref', '-d', branch]);
}

export function readHead(site: Site): string | null {
  return site.repository.readRef(branchRef(site));
}

/** All files of a commit; of the head, if none is named. */
export function readFiles(site: Site, sha = readHead(site)): ReadonlyMap<string, string> {
  const { repository } = site;
  const tree = sha === null ? undefined : repository.readCommit(sha)?.tree;
  const entries = tree === undefined ? [] : [...walkTree(repository.store, tree)];
  const blobs = entries.flatMap(({ path, sha }) => {
    const object = repository.store.find(sha);
    return object?.type === 'blob' ? [[path, object.content.toString()] as const] : [];
  });
  return new Map(blobs);
}

interface NewCommit {
  readonly parent: string | null;
  readonly files: Files;
  readonly message: string;
}

function commitOnto(site: Site, { parent, files, message }: NewCommit): string {
  const { repository } = site;
  const base = parent === null ? null : (repository.readCommit(parent)?.tree ?? null);
  const edits = Object.entries(files).map(([path, text]) => ({
    path,
    mode: '100644',
    sha: text === null ? null : repository.store.write('blob', text),
  }));
  const author = { name: 'Someone Else', email: 'someone@example.com', date: toSeconds(site.now()) };
  const tree = editTree(repository.store, base, edits);
  const parents = parent === null ? [] : [parent];
  const sha = repository.writeCommit({ tree, parents, author, committer: author, message });
  if (!repository.moveRef(branchRef(site), readHead(site), sha)) throw new Error('The branch is locked.');
  return sha;
}

function branchRef({ settings }: Site): string {
  return `refs/heads/${settings.defaultBranch}`;
}
