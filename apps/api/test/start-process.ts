import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The server as it runs from a checkout. */
export const SOURCE_ENTRY = join(import.meta.dirname, '../src/server.ts');

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ServerProcess {
  /** Without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** Sends the signal; the end is awaited with `ended`. */
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<ProcessEnd>;
}

interface Launch {
  /** The folder that it starts in and keeps its data in. */
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly entry?: string;
  readonly args?: readonly string[];
  /** A program that runs Node, for example strace with its arguments. */
  readonly wrapper?: readonly string[];
}

/** Starts a server of its own process; settles when it is ready. @throws Error with what it wrote if it ends before. */
export async function startProcess(launch: Launch): Promise<ServerProcess> {
  const { child, output } = launchProcess(launch);
  const ended = endOf(child, output);
  const url = await Promise.race([
    readyUrl(child, output),
    ended.then((end) => Promise.reject(new Error(`The server ended with ${end.code}: ${end.stderr}`))),
  ]);
  return { url, pid: child.pid ?? 0, kill: (signal) => void child.kill(signal), ended };
}

/** Starts a program that is to end by itself, and tells how it ended. */
export function runProcess(launch: Launch): Promise<ProcessEnd> {
  return beginProcess(launch).ended;
}

/** Starts a program that ends by itself, unless a signal ends it before. */
export function beginProcess(launch: Launch): Pick<ServerProcess, 'kill' | 'ended'> {
  const { child, output } = launchProcess(launch);
  return { kill: (signal) => void child.kill(signal), ended: endOf(child, output) };
}

interface Output {
  stdout: string;
  stderr: string;
}

function launchProcess({ dataDir, env = {}, entry = SOURCE_ENTRY, args = [], wrapper = [] }: Launch) {
  const [program = process.execPath, ...rest] = [...wrapper, process.execPath, entry, ...args];
  const child = spawn(program, rest, {
    cwd: dataDir,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'development',
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      RATE_LIMIT_MAX_REQUESTS: '1000000000',
      RATE_LIMIT_MAX_READS: '1000000000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Output = { stdout: '', stderr: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  return { child, output };
}

async function endOf(child: ChildProcess, output: Output): Promise<ProcessEnd> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...output };
}

function readyUrl({ stdout }: ChildProcess, output: Output): Promise<string> {
  return new Promise((resolve) => {
    const look = () => {
      const url = /BookChat is ready at (\S+?)\/["\n]/.exec(output.stdout)?.[1];
      if (url === undefined) return;
      stdout?.off('data', look);
      resolve(url);
    };
    stdout?.on('data', look);
  });
}
