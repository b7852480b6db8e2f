import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBackup } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../call.ts';
import { post } from '../post.ts';
import { query, readHistory } from '../restore.ts';
import { runProcess, type ServerProcess } from '../start-process.ts';
import { it as base } from './process-test.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');

/** The id of a backup that holds "in the backup"; the database of the server, which is stopped, holds more. */
const it = base.extend('backupId', async ({ launch }) => {
  const server = await launch.server();
  await post(server, { content: 'in the backup' });
  const { id } = (await call(server, makeBackup)).body;
  await post(server, { content: 'after it' });
  await stop(server);
  return id;
});

describe('bookchat restore', () => {
  it('brings back what was there, shows how far it is, and says what was kept', async ({
    dataDir,
    backupId,
    launch,
  }) => {
    const { code, stdout, stderr } = await restore(dataDir, backupId);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Backup \d{8}_\d{6} was verified and restored in [\d.]+ s: .*1 message\.\n/);
    const aside = /What was there before is in (\S+) until/.exec(stdout)?.[1] ?? '';
    expect(query(join(aside, 'bookchat.db'), 'select count(*) from messages')).toEqual([2]);
    expect(stderr.split('\n')).toEqual(
      expect.arrayContaining(['Copying the backup …', 'Bringing the copy up to date …']),
    );
    expect(await contents(await launch.server())).toEqual(['in the backup']);
  });

  it('is refused while the server runs, and names the way through it', async ({
    dataDir,
    backupId,
    launch,
  }) => {
    const server = await launch.server();
    const { code, stdout, stderr } = await restore(dataDir, backupId);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`The BookChat server on ${dataDir} runs. Stop it`);
    expect(stderr).toContain(`POST /api/system/backups/${backupId}/restore`);
    expect(await contents(server)).toHaveLength(2);
  });

  it('mends a server whose database is damaged, by the command that its start names', async ({
    dataDir,
    backupId,
    launch,
  }) => {
    writeFileSync(join(dataDir, 'bookchat.db'), 'Dear diary,\n'.repeat(100));
    const refused = await runProcess({ dataDir });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`npm run bookchat -- restore ${backupId}`);
    const { code, stderr } = await restore(dataDir, backupId);
    expect(code).toBe(0);
    expect(stderr).toContain(
      'Alerts, breaches and the runs of tasks are those of the backup: file is not a database',
    );
    expect(await contents(await launch.server())).toEqual(['in the backup']);
  });

  it('that is interrupted ends with 130, and has changed nothing', async ({ dataDir, backupId, launch }) => {
    const before = readFileSync(join(dataDir, 'bookchat.db'));
    const child = spawn(process.execPath, [ENTRY, 'restore', backupId], {
      cwd: dataDir,
      env: { PATH: process.env['PATH'], DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.setEncoding('utf8').once('data', () => child.kill('SIGINT'));
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(readFileSync(join(dataDir, 'bookchat.db')).equals(before)).toBe(true);
    expect(existsSync(join(dataDir, 'bookchat.db.incoming'))).toBe(false);
    expect(await contents(await launch.server())).toHaveLength(2);
  });
});

function restore(dataDir: string, backup: string) {
  return runProcess({ dataDir, entry: ENTRY, args: ['restore', backup] });
}

async function stop(server: ServerProcess): Promise<void> {
  server.kill('SIGTERM');
  await server.ended;
}

async function contents(server: ServerProcess): Promise<string[]> {
  return (await readHistory(server)).map(({ content }) => content);
}
