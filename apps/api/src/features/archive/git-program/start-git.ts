import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { toPlainLine } from '../../../lib/to-plain-line.ts';
import { gitEnvironment } from './git-environment.ts';
import { GitError } from './git-error.ts';
import { type GitSettings, toSettingArguments } from './git-settings.ts';

export interface GitOptions {
  /** The repository: a bare one, or the `.git` of another. Null for what needs none. */
  readonly dir: string | null;
  /** Ends git, and what git has started. */
  readonly signal: AbortSignal;
  /** Secrets belong here: unlike arguments, others cannot see it. */
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: GitSettings;
  /** Hears what git says on its way, in pieces as they come. */
  readonly onStderr?: (text: string) => void;
}

export interface GitProcess {
  readonly pid: number | undefined;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** What git itself has said so far, in one line. */
  said(): string;
  /** Ends it, gently at first. */
  kill(): void;
  /**
   * Settles when git has ended and its output was read.
   * @throws GitError where it does not end well, or the signal's reason.
   */
  readonly ended: Promise<void>;
}

const PATIENCE_MS = 2_000;
/** Of what git says: the end of it, which holds why it stopped. */
const MAX_SAID = 16_384;
const MAX_LINE = 1_000;
/** What a server says through git, and how far git is. */
const NOT_ITS_OWN = /^remote:|: +\d+% \(/;

/** Starts git's own program, without a shell, and with nothing but what it is given here. */
export function startGit(args: readonly string[], options: GitOptions): GitProcess {
  const { dir, signal, env = {}, settings, onStderr } = options;
  signal.throwIfAborted();
  const repository = dir === null ? [] : [`--git-dir=${resolve(dir)}`];
  const child = spawn('git', [...repository, ...toSettingArguments(settings), ...args], {
    cwd: '/',
    env: { ...gitEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // At the head of a group, so that what git starts can be ended with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  yieldToServer(child);
  const kill = () => killGroup(child);
  const ended = toEnd(child, { signal, kill, said: toLine });
  let said = '';
  if (!hasPipes(child)) throw new GitError(null, 'it could not be started: too many files are open');
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MAX_SAID);
    onStderr?.(text);
  });
  child.stdin.on('error', () => {}); // git ended without reading on: how it ended says why
  return { pid: child.pid, stdin: child.stdin, stdout: child.stdout, said: toLine, kill, ended };

  function toLine(): string {
    const lines = said.split(/[\r\n]+/).filter((line) => !NOT_ITS_OWN.test(line));
    return toPlainLine(lines.join(' '), MAX_LINE);
  }
}

/** Whoever waits for an answer comes before what git does. */
function yieldToServer({ pid }: { readonly pid?: number | undefined }): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // it has ended just now, or the system does not let it
  }
}

/** Node.js makes none where the process may open no more files; the error comes later. */
function hasPipes({ stderr }: { readonly stderr?: Readable | null }): boolean {
  return stderr !== undefined && stderr !== null;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

interface EndParts {
  readonly signal: AbortSignal;
  readonly kill: () => void;
  readonly said: () => string;
}

function toEnd(child: Child, { signal, kill, said }: EndParts): Promise<void> {
  const ended = new Promise<void>((done, fail) => {
    signal.addEventListener('abort', kill, { once: true });
    let failure: Error | null = null;
    child.on('error', (error) => {
      failure ??= new GitError(null, 'it could not be started', error);
    });
    child.once('close', (code) => {
      signal.removeEventListener('abort', kill);
      if (signal.aborted) fail(signal.reason);
      else if (failure !== null) fail(failure);
      else if (code !== 0) fail(new GitError(code, said()));
      else done();
    });
  });
  ended.catch(() => {}); // whoever waits for it hears it as well
  return ended;
}

function killGroup(child: Child): void {
  send(child, 'SIGTERM');
  const timer = setTimeout(() => send(child, 'SIGKILL'), PATIENCE_MS);
  child.once('close', () => clearTimeout(timer));
  child.stdout?.destroy(); // what nobody reads any more would keep it open
}

/** Also to what git has left behind: until `close`, some of its group is there, and so its number is nobody else's. */
function send(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // it has ended just now
  }
}
