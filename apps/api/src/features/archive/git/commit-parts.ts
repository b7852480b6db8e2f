import { hashObject } from './hash-object.ts';

/** All that a commit's hash depends on. */
export interface CommitParts {
  readonly tree: string;
  /** Null for the first commit of a branch. */
  readonly parent: string | null;
  /** Without a line end at its end. */
  readonly message: string;
  /** In whole seconds, RFC 3339 in UTC. */
  readonly date: string;
}

/** Who writes the archive. The domain is reserved (RFC 2606), so that the address is nobody's, also on GitHub. */
export const COMMITTER = { name: 'BookChat', email: 'archive@bookchat.invalid' } as const;

/** The object that Git keeps of a commit. */
export function encodeCommit({ tree, parent, message, date }: CommitParts): Buffer {
  const person = `${COMMITTER.name} <${COMMITTER.email}> ${Date.parse(date) / 1_000} +0000`;
  const parents = parent === null ? '' : `parent ${parent}\n`;
  return Buffer.from(`tree ${tree}\n${parents}author ${person}\ncommitter ${person}\n\n${message}`);
}

export function hashCommit(parts: CommitParts): string {
  return hashObject('commit', encodeCommit(parts));
}
