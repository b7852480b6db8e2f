import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups, listMessages } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../test/call.ts';
import { createPaper } from '../test/create-paper.ts';
import { makeOldDatabase } from '../test/make-old-database.ts';
import { query } from '../test/restore.ts';
import { it as base } from '../test/server-test.ts';
import { parseConfig } from './config.ts';
import { backupFiles } from './features/backups/backup-files.ts';
import { verifyBackup } from './features/backups/verify-backup.ts';
import { StartError } from './start-error.ts';
import { type RunningServer, startServer } from './start-server.ts';

const APPLIED = 'select name from kysely_migration order by name';
const OLD = ['0001-messages', '0002-changes', '0003-server-state'];

/** Starts this version on the data of an older one. */
const it = base
  .extend('file', ({ folder }) => makeOldDatabase(folder))
  .extend('terminal', () => createPaper())
  .extend('begin', ({ folder, terminal, file: _ }, { onCleanup }) => {
    const servers: RunningServer[] = [];
    onCleanup(async () => void (await Promise.all(servers.map((server) => server.stop()))));
    return async (env: Readonly<Record<string, string>> = {}) => {
      const common = { NODE_ENV: 'development', PORT: '0', DATA_DIR: folder };
      const server = await startServer(parseConfig({ ...common, ...env }), terminal);
      servers.push(server);
      return server;
    };
  });

describe('the start of a new version', () => {
  it('backs up the database as it was, and only then changes it', async ({
    begin,
    folder,
    file,
    terminal,
  }) => {
    const server = await begin();
    const [backup] = (await call(server, listBackups)).body.backups;
    expect(backup).toMatchObject({
      reason: 'before_upgrade',
      schema: OLD[2],
      position: 2,
      rows: { messages: 2 },
    });
    const files = backupFiles(join(folder, 'backups'), backup?.id ?? '');
    expect(await verifyBackup(files)).toEqual(backup);
    expect(query(files.database, APPLIED)).toEqual(OLD);
    expect(query(file, APPLIED).length).toBeGreaterThan(OLD.length);
    expect((await call(server, listMessages)).body.messages).toHaveLength(2);
    await expect.poll(terminal.printed).toContain(`the backup ${backup?.file} was made and verified`);
  });

  it('says so at every level of the log', async ({ begin, terminal }) => {
    await begin({ LOG_LEVEL: 'silent' });
    await expect
      .poll(terminal.printed)
      .toMatch(/this version changes the database[\s\S]*was made and verified/);
  });

  it('backs up nothing where there is nothing to change, or nothing yet', async ({ begin, folder }) => {
    await (await begin({ BACKUP_BEFORE_UPGRADE: 'no' })).stop();
    await (await begin()).stop();
    for (const name of readdirSync(folder)) if (name.startsWith('bookchat.')) rmSync(join(folder, name));
    await (await begin()).stop();
    expect(readdirSync(folder)).not.toContain('backups');
  });

  it('is refused where the backup fails, changes nothing, and goes on once that is put right', async ({
    begin,
    folder,
    file,
  }) => {
    writeFileSync(join(folder, 'backups'), '');
    const refusal = await begin().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartError);
    expect(String(refusal)).toMatch(
      /the backup before that failed\. The folder of the backups cannot be used.*BACKUP_BEFORE_UPGRADE=no\.$/,
    );
    expect(query(file, APPLIED)).toEqual(OLD);
    rmSync(join(folder, 'backups'));
    const server = await begin();
    expect((await call(server, listMessages)).body.messages).toHaveLength(2);
  });

  it('goes on without a backup where the operator says so', async ({ begin, folder }) => {
    writeFileSync(join(folder, 'backups'), '');
    const server = await begin({ BACKUP_BEFORE_UPGRADE: 'no' });
    expect((await call(server, listMessages)).body.messages).toHaveLength(2);
  });

  it('makes one backup, though it is tried again and again', async ({ begin, folder, file }) => {
    query(file, 'create table tasks (stands)');
    for (let tries = 0; tries < 3; tries++) await expect(begin()).rejects.toThrow('already exists');
    expect(readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.json'))).toHaveLength(1);
    query(file, "insert into changes values (3, 'message.created', 'later')");
    await expect(begin()).rejects.toThrow('already exists');
    expect(readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.json'))).toHaveLength(2);
  });
});
