import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface StartedProcess {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Asks it to end and waits; whatever has not ended after the grace is killed. */
  stop(): Promise<void>;
}

interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Whether it gets a message channel to this process. */
  readonly messages?: boolean;
}

const STOP_GRACE_MS = 12_000;
const KEPT_ERROR_OUTPUT = 4_000;

const running = new Set<ChildProcess>();

/** Starts a command; if it ends before it is stopped, the terminal says why. */
export function startProcess(command: readonly string[], options: StartOptions = {}): StartedProcess {
  const { child, errorOutput } = spawnChild(command, options);
  let stopping = false;
  child.once('error', (error) => console.error(`${command[0]}: ${error.message}`));
  child.once('exit', (code, signal) => {
    if (!stopping) console.error(`${command.join(' ')} ended (${signal ?? code})\n${errorOutput()}`);
  });
  return {
    pid: child.pid ?? 0,
    child,
    async stop() {
      stopping = true;
      await endChild(child);
    },
  };
}

/** Runs a command to its end; fails unless it succeeded. */
export async function runProcess(command: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { child, errorOutput } = spawnChild(command, { env });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command.join(' ')} ended (${signal ?? code})\n${errorOutput()}`);
}

/** For the end of this process, when there is no time left to ask. */
export function killAllProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}

function spawnChild(command: readonly string[], { env, messages = false }: StartOptions) {
  const [file = '', ...rest] = command;
  const child = spawn(file, rest, {
    stdio: messages ? ['ignore', 'ignore', 'pipe', 'ipc'] : ['ignore', 'ignore', 'pipe'],
    env: env ?? process.env,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return { child, errorOutput: keepErrorOutput(child) };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
  await ended;
  clearTimeout(timer);
}

function keepErrorOutput(child: ChildProcess): () => string {
  let kept = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-KEPT_ERROR_OUTPUT);
  });
  return () => kept;
}
