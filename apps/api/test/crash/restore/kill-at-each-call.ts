import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { runProcess } from '../../start-process.ts';
import type { Entries } from './attempt.ts';
import { checkOutcome, type Outcome } from './check-outcome.ts';
import { type Scene, SETTINGS } from './scene.ts';

/** Whatever changes what is on the disk under which name. */
const CALLS = 'rename,unlink,rmdir,mkdir,fsync,fdatasync,ftruncate';
const MOST_CALLS = 300;

/**
 * Strace counts each thread by itself, and the first that comes to the number brings all down: so those of the workers
 * hide those of the main thread, which has to be looked at alone as well.
 */
const THREADS = { 'any thread': ['-f'], 'the main thread': [] } as const;
type Threads = keyof typeof THREADS;

/**
 * Has the command line restore again and again, killed at its first such system call, at its second and so on, until
 * one restore comes to its end.
 * @returns what was found, in a sentence; throws where one left neither the old database nor the new one.
 */
export async function killAtEachCall(scene: Scene, entries: Entries): Promise<string> {
  if (spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0)
    return 'Kill at each system call: skipped, as strace is not installed, or may not trace here';
  const found: string[] = [];
  for (const threads of Object.keys(THREADS) as Threads[]) {
    const { calls, counts } = await killOneByOne(scene, entries, threads);
    found.push(
      `Kill at each of ${calls} system calls of ${threads}: ${counts.old} times the old database started, ${counts.new} times the new one`,
    );
  }
  return found.join('\n');
}

async function killOneByOne(
  scene: Scene,
  entries: Entries,
  threads: Threads,
): Promise<{ calls: number; counts: Record<Outcome, number> }> {
  const counts: Record<Outcome, number> = { old: 0, new: 0 };
  for (let call = 1; call <= MOST_CALLS; call++) {
    const dataDir = scene.copy();
    const isDone = await restoreUntilCall(scene, entries, dataDir, { call, threads });
    try {
      counts[await checkOutcome(scene, entries.server, dataDir)] += 1;
    } catch (error) {
      throw new Error(`Killed at call ${call} of ${threads}: ${String(error)}`);
    }
    rmSync(dataDir, { recursive: true, force: true });
    if (isDone) return { calls: call - 1, counts };
  }
  throw new Error(`A restore made more than ${MOST_CALLS} calls of ${CALLS}`);
}

async function restoreUntilCall(
  { backupId }: Scene,
  { cli }: Entries,
  dataDir: string,
  { call, threads }: { call: number; threads: Threads },
): Promise<boolean> {
  const inject = `inject=${CALLS}:signal=SIGKILL:when=${call}`;
  const { code } = await runProcess({
    dataDir,
    entry: cli,
    args: ['restore', backupId],
    env: SETTINGS,
    wrapper: ['strace', ...THREADS[threads], '-o', '/dev/null', '-e', `trace=${CALLS}`, '-e', inject],
  });
  return code === 0;
}
