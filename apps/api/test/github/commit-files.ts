import type { Octokit } from 'octokit';

/** Where the double keeps its repository, unless it is told otherwise. */
export const archive = { owner: 'bookchat', repo: 'archive' } as const;

export const alice = { name: 'Alice', email: 'alice@example.com', date: '2026-05-01T10:00:00Z' } as const;

/** Makes a commit of files the way the archive does, but does not move the branch. */
export async function commitFiles(
  { rest: { git } }: Octokit,
  parent: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const { data: before } = await git.getCommit({ ...archive, commit_sha: parent });
  const { data: tree } = await git.createTree({
    ...archive,
    base_tree: before.tree.sha,
    tree: Object.entries(files).map(([path, content]) => ({ path, content, mode: '100644', type: 'blob' })),
  });
  const { data: commit } = await git.createCommit({
    ...archive,
    tree: tree.sha,
    parents: [parent],
    message: 'Archive 2 events',
    author: alice,
    committer: alice,
  });
  return commit.sha;
}
