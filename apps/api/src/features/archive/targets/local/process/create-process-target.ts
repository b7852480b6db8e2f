import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { TargetError } from '../../target-error.ts';
import type { LocalTarget } from '../create-local-target.ts';
import type { Call, FromProcess, SentError, ToProcess } from './calls.ts';
import { toBuffers } from './to-buffers.ts';

/** A process costs tens of MB, and while people write a pass comes every 30 s. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly done: (result: unknown) => void;
  readonly fail: (error: unknown) => void;
}

interface Keeper {
  readonly child: ChildProcess;
  readonly waiting: Map<number, Waiting>;
}

export interface ProcessTarget extends LocalTarget {
  /** Ends the process, with whatever it is at. Another call starts another. */
  close(): Promise<void>;
}

/**
 * The local archive, kept by a process that starts with the first call and ends when nothing has been asked for a while.
 * To start a program, Node.js copies the tables of all its memory, and while it does none of its threads can have more:
 * on a slow machine 3 ms for a process of 50 MB and 30 ms for one of 150, and a batch starts four. So a small process
 * starts them.
 * @param dir the repository's folder.
 */
export function createProcessTarget({ dir }: { readonly dir: string }): ProcessTarget {
  let keeper: Keeper | null = null;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;

  return {
    name: 'local',
    readHead: (signal) => ask({ name: 'readHead', given: [] }, signal),
    compare: (...[commit, other, signal]) => ask({ name: 'compare', given: [commit, other] }, signal),
    readCommit: (commit, signal) => ask({ name: 'readCommit', given: [commit] }, signal),
    readTree: (tree, signal) => ask({ name: 'readTree', given: [tree] }, signal),
    readBlob: (blob, signal) => ask({ name: 'readBlob', given: [blob] }, signal),
    writeTree: (base, files, signal) => ask({ name: 'writeTree', given: [base, files] }, signal),
    writeCommit: (parts, signal) => ask({ name: 'writeCommit', given: [parts] }, signal),
    writeFirst: (file, parts, signal) => ask({ name: 'writeFirst', given: [file, parts] }, signal),
    moveBranch: (from, to, signal) => ask({ name: 'moveBranch', given: [from, to] }, signal),
    findDamage: (signal) => ask({ name: 'findDamage', given: [] }, signal),
    tidy: (signal) => ask({ name: 'tidy', given: [] }, signal),
    close,
  };

  async function ask<Result>(call: Call, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted();
    keeper ??= start();
    const { child, waiting } = keeper;
    lastId += 1;
    const id = lastId;
    const abort = () => post(child, { kind: 'abort', id });
    clearTimeout(idle);
    hold(child);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return (await new Promise<unknown>((done, fail) => {
        waiting.set(id, { done, fail });
        post(child, { kind: 'call', id, call });
      })) as Result;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
      if (waiting.size === 0) rest(child);
    }
  }

  function start(): Keeper {
    const child = fork(processFile(), [dir], {
      execArgv: [], // what this process was started with, such as the launcher's guard, is for it alone
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const waiting = new Map<number, Waiting>();
    const started = { child, waiting };
    child.on('message', (message: FromProcess) => {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'result') asked?.done(toBuffers(message.result));
      else asked?.fail(fromSent(message.error));
    });
    child.on('error', (error) => end(started, error));
    child.on('exit', () => end(started, null));
    return started;
  }

  /** Nobody waits for it any more, neither here nor at the end of the process. */
  function rest(child: ChildProcess): void {
    child.unref();
    child.channel?.unref();
    idle = setTimeout(() => void close(), IDLE_MS).unref();
  }

  async function close(): Promise<void> {
    clearTimeout(idle);
    const child = keeper?.child;
    keeper = null;
    if (!child?.connected) return;
    child.ref(); // it rests, and a command with nothing else left to do would end before it does
    const gone = once(child, 'exit').catch(() => {});
    child.disconnect();
    await gone;
  }

  function end(ended: Keeper, error: Error | null): void {
    if (keeper === ended) keeper = null;
    const failure = new TargetError(
      'unavailable',
      'What keeps the archive has ended. It is tried again.',
      error,
    );
    for (const { fail } of ended.waiting.values()) fail(failure);
    ended.waiting.clear();
  }
}

function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

/** To one that has ended nothing can be said; that it has, its end says. */
function post(child: ChildProcess, message: ToProcess): void {
  if (child.connected) child.send(message, () => {});
}

function fromSent({ error, trouble }: SentError): Error {
  return trouble === null ? error : new TargetError(trouble, error.message, error.cause);
}

/** Beside the bundle's files, or here in the sources. */
function processFile(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('local-process.ts', import.meta.url)
    : new URL('local-archive.js', import.meta.url);
}
