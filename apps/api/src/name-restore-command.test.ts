import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { backUp } from '../test/restore.ts';
import { it as base } from '../test/server-test.ts';
import { UnreadableDatabaseError } from './db/database-error.ts';
import { backupFiles } from './features/backups/backup-files.ts';
import { formatManifest } from './features/backups/manifest.ts';
import { nameRestoreCommand } from './name-restore-command.ts';

/** What is said of a folder with one backup, to a server with its data in `dataDir`. */
const it = base.extend('command', async ({ server }) => {
  const { id } = await backUp(server);
  const { dir } = server.config.backups;
  return async (dataDir: string, root?: string) => {
    const damage = new UnreadableDatabaseError('It is damaged.');
    const error = await nameRestoreCommand(damage, { dataDir, backups: { dir } }, root);
    return { id, dir, line: String(error).trimEnd().split('\n').at(-1)?.trim() };
  };
});

describe('the command that restores', () => {
  it('says where the data and the backups are, where that is not to be known', async ({ command }) => {
    const { id, dir, line } = await command('/srv/chat');
    expect(line).toBe(`DATA_DIR=/srv/chat BACKUP_DIR=${dir} npm run bookchat -- restore ${id}`);
  });

  it('says only what is not as ever', async ({ command }) => {
    const { id, dir, line } = await command(resolve('data'));
    expect(line).toBe(`BACKUP_DIR=${dir} npm run bookchat -- restore ${id}`);
  });

  it('runs what is built, where nothing is there that builds it', async ({ command, folder }) => {
    const { id, line } = await command(resolve('data'), folder);
    expect(line).toContain(` node ${folder}/apps/api/dist/cli.js restore ${id}`);
  });

  it('can be typed whatever the folder is called', async ({ command }) => {
    expect((await command("/srv/alice's chat")).line).toContain(String.raw`DATA_DIR='/srv/alice'\''s chat' `);
  });

  it('names no backup that a wrong clock dated in the future, where there is another', async ({
    server,
    command,
  }) => {
    const { dir } = server.config.backups;
    const { id } = await command('/srv/chat');
    copyToFuture(dir, id);
    expect((await command('/srv/chat')).line).toMatch(new RegExp(` restore ${id}$`));
  });
});

function copyToFuture(dir: string, id: string): void {
  const [from, to] = [backupFiles(dir, id), backupFiles(dir, '20990101_000000')];
  const { manifest_sha256: _, format: __, ...backup } = JSON.parse(readFileSync(from.manifest, 'utf8'));
  const dated = { id: to.id, file: `backup_${to.id}.db`, created_at: '2099-01-01T00:00:00.000Z' };
  copyFileSync(from.database, to.database);
  writeFileSync(to.manifest, formatManifest({ ...backup, ...dated }));
}
