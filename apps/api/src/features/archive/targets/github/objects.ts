import { COMMITTER } from '../../git/commit-parts.ts';
import { hashObject } from '../../git/hash-object.ts';
import { EMPTY_TREE, FILE_MODE } from '../../git/tree-entry.ts';
import type { ArchiveFile, Target } from '../target.ts';
import { TargetError } from '../target-error.ts';
import { blobAnswer, commitAnswer, newTreeAnswer, treeAnswer } from './answers.ts';
import { ensureSame } from './ensure-same.ts';
import type { GithubClient } from './github-client.ts';

type Objects = Pick<Target, 'readCommit' | 'readTree' | 'readBlob' | 'writeTree' | 'writeCommit'>;

export function createObjects(client: GithubClient): Objects {
  const { names } = client;

  return {
    async readCommit(commit, signal) {
      const { data } = await client.ask(
        ({ git }, common) => git.getCommit({ ...common, commit_sha: commit }),
        commitAnswer,
        signal,
      );
      ensureSame(commit, data.sha, names);
      return { tree: data.tree.sha, parents: data.parents.map(({ sha }) => sha) };
    },

    async readTree(tree, signal) {
      if (tree === EMPTY_TREE) return []; // which GitHub has stored only where somebody made it
      const { data } = await client.ask(
        ({ git }, common) => git.getTree({ ...common, tree_sha: tree }),
        treeAnswer,
        signal,
      );
      ensureSame(tree, data.sha, names);
      if (data.truncated)
        throw new TargetError(
          'unavailable',
          `${names.place} lists only a part of a folder of ${names.repository}.`,
        );
      return data.tree.map(({ path, mode, sha }) => ({
        name: path,
        mode: mode.replace(/^0/, ''),
        hash: sha,
      }));
    },

    async readBlob(blob, signal) {
      const { data } = await client.ask(
        ({ git }, common) => git.getBlob({ ...common, file_sha: blob }),
        blobAnswer,
        signal,
      );
      const content = Buffer.from(data.content, 'base64');
      ensureSame(blob, hashObject('blob', content), names);
      return content;
    },

    async writeTree(base, files, signal) {
      const tree = files.map(toEntry);
      const onto = base === null || base === EMPTY_TREE ? {} : { base_tree: base };
      const { data } = await client.ask(
        ({ git }, common) => git.createTree({ ...common, ...onto, tree }),
        newTreeAnswer,
        signal,
      );
      return data.sha;
    },

    async writeCommit({ tree, parent, message, date }, signal) {
      const parents = parent === null ? [] : [parent];
      const person = { ...COMMITTER, date };
      const { data } = await client.ask(
        ({ git }, common) =>
          git.createCommit({ ...common, tree, parents, message, author: person, committer: person }),
        commitAnswer,
        signal,
      );
      ensureSame(tree, data.tree.sha, names);
      ensureSame(parents.join(), data.parents.map(({ sha }) => sha).join(), names);
      return data.sha;
    },
  };
}

/** With its text, which GitHub makes a blob of: a request less for each file. */
function toEntry({ path, content }: ArchiveFile) {
  return { path, mode: FILE_MODE, type: 'blob', content: toText(path, content) } as const;
}

function toText(path: string, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new TargetError('refused', `${path} is not text in UTF-8, and so cannot be sent as text.`);
  }
}
