import * as z from 'zod/mini';
import { isGitHash } from '../../git/git-hash.ts';

/** Of GitHub's answers, what the archive looks at. */
const hash = z.string().check(z.refine(isGitHash));
const named = z.object({ sha: hash });

export const refAnswer = z.object({ object: named });
export const commitAnswer = z.object({ sha: hash, tree: named, parents: z.array(named) });
export const treeAnswer = z.object({
  sha: hash,
  truncated: z.boolean(),
  tree: z.array(
    z.object({
      path: z.string().check(z.regex(/^[^/\0]+$/)),
      mode: z.string().check(z.regex(/^[0-7]{6}$/)),
      sha: hash,
    }),
  ),
});
export const newTreeAnswer = named;
export const blobAnswer = z.object({ encoding: z.literal('base64'), content: z.string() });
export const contentAnswer = z.object({ commit: named });
export const compareAnswer = z.object({
  status: z.enum(['identical', 'ahead', 'behind', 'diverged']),
  base_commit: named,
});
export const repositoryAnswer = z.object({
  private: z.boolean(),
  archived: z.optional(z.boolean()),
  default_branch: z.string(),
  html_url: z.string(),
  permissions: z.optional(z.object({ push: z.boolean() })),
});
