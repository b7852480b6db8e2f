import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { getCommitOr404, getParam } from './find-object.ts';
import { presentGitCommit } from './present-commit.ts';

export function getCommit(call: Call): Answer {
  ensureNotEmpty(call);
  const sha = getParam(call, 'commit_sha');
  return { status: 200, body: presentGitCommit(call.site, sha, getCommitOr404(call, sha)) };
}
