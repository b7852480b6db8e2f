import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

const MOST_BYTES = 256 * 1024 * 1024;

/** Runs git's own program; what it prints comes back as it is. */
export async function runGit(gitDir: string, args: readonly string[]): Promise<string> {
  const options = { env: gitEnvironment(gitDir), maxBuffer: MOST_BYTES };
  return (await promisify(execFile)('git', args, options)).stdout;
}

/** Nothing of what the machine or its user has set for git reaches a test. */
export function gitEnvironment(gitDir?: string): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env;
  return {
    PATH,
    TMPDIR,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    ...(gitDir === undefined ? {} : { GIT_DIR: gitDir }),
  };
}
