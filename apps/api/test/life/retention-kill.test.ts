import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { createClock } from '../create-clock.ts';
import { query } from '../restore.ts';
import { archive, sayMany } from '../retention-test.ts';
import { beginProcess, type ProcessEnd } from '../start-process.ts';
import { startTestServer } from '../start-test-server.ts';
import { it as base } from './process-test.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');
const DAYS = 18;
const MESSAGES_A_DAY = 50;

/** A data folder with an archive of days that are all past their time. */
const it = base.extend('data', async ({ dataDir }) => {
  const server = await startTestServer(
    { DATA_DIR: dataDir, ARCHIVE: 'on', RATE_LIMIT_MAX_ADMIN: '100000' },
    { clock: createClock() },
  );
  for (let day = 1; day <= DAYS; day++)
    await sayMany(server, MESSAGES_A_DAY, `2020-01-${String(day).padStart(2, '0')}T10:00:00.000Z`);
  for (let waits = true; waits; ) waits = !/nothing/.test((await archive(server)).message);
  await server.close();
  const env = { RETENTION_DAYS: '30', LOG_LEVEL: 'silent' };
  return {
    file: join(dataDir, 'bookchat.db'),
    run: (...args: string[]) => beginProcess({ dataDir, entry: ENTRY, args, env }),
  };
});

describe('a run of retention that is killed', () => {
  it('in the midst of removing leaves each segment whole, and the next one goes on', {
    timeout: 300_000,
  }, async ({ data: { file, run } }) => {
    for (const left of [700, 450, 200]) {
      const end = await killOnce(run('retention'), () => countMessages(file) <= left);
      expect(end.signal, end.stderr).toBe('SIGKILL');
      const lonely =
        'select count(*) from archive_entries where position not in (select position from messages)';
      expect(query(file, lonely)).toEqual([0]);
      expect(query(file, 'pragma integrity_check')).toEqual(['ok']);
      expect(countMessages(file)).toBeLessThanOrEqual(left);
    }
    expect(await run('retention').ended).toMatchObject({ code: 0 });
    expect(countMessages(file)).toBe(0);
    expect(query(file, 'select count(*) from changes')).toEqual([1]);
    const verified = await run('archive', 'verify').ended;
    expect(verified, verified.stdout + verified.stderr).toMatchObject({ code: 0 });
  });
});

/** Where it ends before, the test shows that by its signal. */
async function killOnce(
  process: ReturnType<typeof beginProcess>,
  isTime: () => boolean,
): Promise<ProcessEnd> {
  let hasEnded = false;
  void process.ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded && !isTime()) await setTimeout(5);
  process.kill('SIGKILL');
  return process.ended;
}

function countMessages(file: string): number {
  return Number(query(file, 'select count(*) from messages')[0]);
}
