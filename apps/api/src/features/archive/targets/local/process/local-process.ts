import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { TargetError } from '../../target-error.ts';
import { createLocalTarget } from '../create-local-target.ts';
import type { Call, FromProcess, SentError, ToProcess } from './calls.ts';
import { toBuffers } from './to-buffers.ts';

/** Owns the local archive in a process of its own, so that starting git never holds up an answer. */
const target = createLocalTarget({ dir: process.argv[2] ?? '' });
const running = new Map<number, AbortController>();

process.title = 'bookchat: archive';
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// A terminal sends them to both; the server says when it has done with the archive.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('message', (message: ToProcess) => {
  if (message.kind === 'abort') running.get(message.id)?.abort();
  else void answer(message.id, message.call);
});
process.on('disconnect', () => {
  for (const control of running.values()) control.abort();
  endIfAlone();
});

async function answer(id: number, call: Call): Promise<void> {
  const control = new AbortController();
  running.set(id, control);
  try {
    send({ kind: 'result', id, result: await run(call, control.signal) });
  } catch (error) {
    send({ kind: 'error', id, error: toSent(error) });
  } finally {
    running.delete(id);
    endIfAlone();
  }
}

/** What git still waits for questions ends with it. */
function endIfAlone(): void {
  if (!process.connected && running.size === 0) process.exit();
}

function run({ name, given }: Call, signal: AbortSignal): Promise<unknown> {
  const method = target[name] as (...all: readonly unknown[]) => Promise<unknown>;
  return method(...(toBuffers(given) as readonly unknown[]), signal);
}

function toSent(thrown: unknown): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { error, trouble: error instanceof TargetError ? error.trouble : null };
}

function send(message: FromProcess): void {
  if (process.connected) process.send?.(message);
}
