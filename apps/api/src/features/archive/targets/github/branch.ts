import { COMMITTER } from '../../git/commit-parts.ts';
import type { Ancestry, Target } from '../target.ts';
import { MissingError } from './answer-error.ts';
import { compareAnswer, contentAnswer, refAnswer, repositoryAnswer } from './answers.ts';
import { ensureSame } from './ensure-same.ts';
import type { GithubClient } from './github-client.ts';
import { createHeadReader } from './head-reader.ts';
import { isEmptyRepository } from './is-answer.ts';

type Branch = Pick<Target, 'readHead' | 'compare' | 'writeFirst' | 'moveBranch'>;

/** GitHub says what its second commit is to the first; this is what the first is to the second. */
const ANCESTRIES = {
  identical: 'same',
  ahead: 'ancestor',
  behind: 'descendant',
  diverged: 'diverged',
} as const satisfies Record<string, Ancestry>;

export function createBranch(client: GithubClient, branch: string): Branch {
  const ref = `heads/${branch}`;
  const head = createHeadReader(client, branch);

  return {
    readHead: head.read,

    async compare(commit, other, signal) {
      const ancestry = await compare(commit, other, signal);
      if (ancestry === 'unknown_commit' || ancestry === 'diverged') head.distrust();
      return ancestry;
    },

    /** An empty repository takes a first file on its default branch; any other is made upon that. */
    async writeFirst({ path, content }, { message, date }, signal) {
      const author = { ...COMMITTER, date };
      const file = { path, content: content.toString('base64'), message, author, committer: author };
      const { data: about } = await client.ask(
        ({ repos }, common) => repos.get(common),
        repositoryAnswer,
        signal,
      );
      const { data } = await client.ask(
        ({ repos }, common) => repos.createOrUpdateFileContents({ ...common, ...file }),
        contentAnswer,
        signal,
      );
      if (about.default_branch !== branch) await moveBranch(null, data.commit.sha, signal);
      return data.commit.sha;
    },

    moveBranch,
  };

  async function moveBranch(from: string | null, to: string, signal: AbortSignal): Promise<void> {
    const { data } = await client.ask(
      ({ git }, common) =>
        from === null
          ? git.createRef({ ...common, ref: `refs/${ref}`, sha: to })
          : git.updateRef({ ...common, ref, sha: to, force: false }),
      refAnswer,
      signal,
    );
    ensureSame(to, data.object.sha, client.names);
  }

  async function compare(commit: string, other: string, signal: AbortSignal): Promise<Ancestry> {
    const basehead = `${commit}...${other}`;
    try {
      const { data } = await client.ask(
        ({ repos }, common) => repos.compareCommitsWithBasehead({ ...common, basehead, per_page: 1 }),
        compareAnswer,
        signal,
      );
      ensureSame(commit, data.base_commit.sha, client.names);
      return ANCESTRIES[data.status];
    } catch (error) {
      return explainComparison(error);
    }
  }
}

function explainComparison(error: unknown): Ancestry {
  if (isEmptyRepository(error)) return 'unknown_commit';
  if (!(error instanceof MissingError)) throw error;
  // Two histories that never met, which is no less than having gone apart.
  return /no common ancestor/i.test(error.about.said) ? 'diverged' : 'unknown_commit';
}
