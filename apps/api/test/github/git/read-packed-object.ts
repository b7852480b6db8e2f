import { execFileSync } from 'node:child_process';
import type { GitObject, ObjectType } from './git-object.ts';
import { gitEnvironment } from './run-git.ts';

const MOST_BYTES = 256 * 1024 * 1024;

export function readPackedObject(gitDir: string, sha: string): GitObject | undefined {
  const answer = execFileSync('git', ['cat-file', '--batch'], {
    env: gitEnvironment(gitDir),
    input: `${sha}\n`,
    maxBuffer: MOST_BYTES,
  });
  const end = answer.indexOf('\n');
  const [, type, size] = answer.toString('latin1', 0, end).split(' ');
  if (size === undefined) return undefined;
  return { type: type as ObjectType, content: answer.subarray(end + 1, end + 1 + Number(size)) };
}
