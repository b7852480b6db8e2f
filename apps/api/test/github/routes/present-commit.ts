import type { Commit } from '../git/commit-format.ts';
import { apiUrl, pageUrl, type Site } from '../site.ts';
import { presentUser } from './present-user.ts';

const verification = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** A commit as the Git Data API shows it. */
export function presentGitCommit(site: Site, sha: string, commit: Commit): Record<string, unknown> {
  return {
    sha,
    node_id: nodeId(sha),
    url: apiUrl(site, `/git/commits/${sha}`),
    html_url: pageUrl(site, `/commit/${sha}`),
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: apiUrl(site, `/git/trees/${commit.tree}`) },
    message: commit.message,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: apiUrl(site, `/git/commits/${parent}`),
      html_url: pageUrl(site, `/commit/${parent}`),
    })),
    verification,
  };
}

/** A commit as a list or a comparison shows it. */
export function presentListedCommit(site: Site, sha: string, commit: Commit): Record<string, unknown> {
  const url = apiUrl(site, `/commits/${sha}`);
  return {
    sha,
    node_id: nodeId(sha),
    url,
    html_url: pageUrl(site, `/commit/${sha}`),
    comments_url: `${url}/comments`,
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: apiUrl(site, `/git/trees/${commit.tree}`) },
      url: apiUrl(site, `/git/commits/${sha}`),
      comment_count: 0,
      verification,
    },
    author: presentUser(site),
    committer: presentUser(site),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: apiUrl(site, `/commits/${parent}`),
      html_url: pageUrl(site, `/commit/${parent}`),
    })),
  };
}

function nodeId(sha: string): string {
  return Buffer.from(`C:${sha}`).toString('base64url');
}
