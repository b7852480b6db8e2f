import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { startProcess } from '../start-process.ts';
import { post } from './client.ts';

const POSTS = 20;

/**
 * Watches the system calls of a server: no 201 may leave before what it speaks of is synced to the disk.
 * @returns what was found, in a sentence; throws where the order is wrong.
 */
export async function checkSyncBeforeAnswer(entry: string): Promise<string> {
  if (spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0)
    return 'skipped: strace is not installed, or may not trace here';
  const dataDir = mkdtempSync(join(tmpdir(), 'bookchat-strace-'));
  try {
    const trace = await traceServer(entry, dataDir);
    return `${countSynced(trace)} answers, each after the sync of the write-ahead log`;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function traceServer(entry: string, dataDir: string): Promise<string[]> {
  const file = join(dataDir, 'trace');
  const calls = 'trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg';
  const wrapper = ['strace', '-D', '-f', '-y', '-s', '64', '-e', calls, '-o', file];
  const server = await startProcess({ dataDir, entry, wrapper });
  for (let count = 0; count < POSTS; count++)
    await post(server.url, { id: uuidv7(), author: 'alice', content: `${count}` });
  server.kill('SIGTERM');
  await server.ended;
  return readFileSync(file, 'utf8').split('\n');
}

function countSynced(trace: readonly string[]): number {
  let state: 'clean' | 'written' | 'synced' = 'clean';
  let answers = 0;
  for (const line of trace) {
    if (/pwrite64\(.*-wal>/.test(line)) state = 'written';
    else if (/f(?:data)?sync\(.*-wal>/.test(line) && state === 'written') state = 'synced';
    else if (line.includes('HTTP/1.1 201')) {
      if (state !== 'synced') throw new Error(`An answer left with the write-ahead log ${state}: ${line}`);
      answers += 1;
      state = 'clean';
    }
  }
  if (answers !== POSTS) throw new Error(`${answers} of ${POSTS} answers were seen in the trace`);
  return answers;
}
