import { compareCommits } from '../git/history.ts';
import { Refusal } from '../refusal.ts';
import { apiUrl, pageUrl } from '../site.ts';
import type { Answer, Call } from './call.ts';
import { getCommitOr404, getParam, resolveRevision } from './find-object.ts';
import { presentListedCommit } from './present-commit.ts';

const MOST_COMMITS = 250;

/** Of GitHub's answer only `files` is missing, which its description leaves open. */
export function compare(call: Call): Answer {
  const { site } = call;
  const [baseName = '', headName = ''] = getParam(call, 'basehead').split('...');
  const [base, head] = [getRevision(call, baseName), getRevision(call, headName)];
  const { ahead, behind, mergeBase } = compareCommits(site.repository.readCommit, base, head);
  if (mergeBase === null) throw new Refusal(404, `No common ancestor between ${baseName} and ${headName}.`);
  const present = (sha: string) => presentListedCommit(site, sha, getCommitOr404(call, sha));
  const page = pageUrl(site, `/compare/${baseName}...${headName}`);
  const body = {
    url: apiUrl(site, `/compare/${baseName}...${headName}`),
    html_url: page,
    permalink_url: pageUrl(site, `/compare/${base}...${head}`),
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: present(base),
    merge_base_commit: present(mergeBase),
    status: nameStatus(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: cutPage(ahead, call.query).map(present),
  };
  return { status: 200, body };
}

function getRevision(call: Call, name: string): string {
  const sha = resolveRevision(call, name);
  if (sha === null) throw new Refusal(404, 'Not Found');
  getCommitOr404(call, sha);
  return sha;
}

function nameStatus(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

/** Oldest first; without paging, the newest of them. */
function cutPage<T>(all: readonly T[], { page, per_page }: Call['query']): readonly T[] {
  if (page === undefined && per_page === undefined) return all.slice(-MOST_COMMITS);
  const size = Number(per_page ?? 30);
  const start = (Number(page ?? 1) - 1) * size;
  return all.slice(start, start + size);
}
