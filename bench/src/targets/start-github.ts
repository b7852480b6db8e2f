import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GithubCalls, GithubReady } from '../peers/github-double.ts';
import { onCore } from '../processes/cores.ts';
import { receiveMessage } from '../processes/receive-message.ts';
import { startProcess } from '../processes/start-process.ts';

export interface Github {
  /** With which BookChat archives there, as fast as it is answered. */
  readonly env: NodeJS.ProcessEnv;
  readCalls(): Promise<GithubCalls>;
  stop(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL('../peers/github-double.ts', import.meta.url));
const ANSWER_MS = 30_000;

/** Starts a GitHub of our own with an empty repository. */
export async function startGithub(core: number | undefined): Promise<Github> {
  const started = startProcess(onCore(core, [process.execPath, ENTRY]), { messages: true });
  const { url, token, repository, folder } = await receiveMessage<GithubReady>(started, ANSWER_MS);
  // It may be in memory, and nobody else removes it there where this run is broken off.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    env: {
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: repository,
      GITHUB_TOKEN: token,
      GITHUB_WRITE_PAUSE_MS: '0',
      GITHUB_WRITES_PER_HOUR: '1000000',
    },
    async readCalls() {
      started.child.send('calls');
      const calls = await receiveMessage<GithubCalls>(started, ANSWER_MS);
      if (calls.violations.length > 0) throw new Error(`GitHub would not understand: ${calls.violations[0]}`);
      return calls;
    },
    stop: started.stop,
  };
}
