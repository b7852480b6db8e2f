import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Backup } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { copyDatabase } from '../../../../test/make-incoming.ts';
import { post } from '../../../../test/post.ts';
import { backUp, query, readHistory } from '../../../../test/restore.ts';
import { it as base } from '../../../../test/server-test.ts';
import { canMakeDisks, it as onSmallDisk } from '../../../../test/small-disk-test.ts';
import type { Config } from '../../../config.ts';
import { DataDirInUseError } from '../../../db/lock-data-dir.ts';
import type { BackupFiles } from '../backup-files.ts';
import { backupFiles, backupFilesAt } from '../backup-files.ts';
import { lockFolder } from '../lock-folder.ts';
import { formatManifest } from '../manifest.ts';
import { restoreOffline } from './restore-offline.ts';

interface Stopped {
  readonly config: Config;
  /** Of "in the backup" alone. */
  readonly backup: Backup;
  readonly files: BackupFiles;
  readonly live: string;
}

const NO_ROOM = 'alter table messages rename column room to place';
const NO_INDEX = 'drop index messages_by_room';
const TRIGGER = 'create trigger sneak after insert on messages begin delete from messages; end';

/** A server that has been stopped, after a message in a backup and one after it. */
const it = base.extend('stopped', async ({ start, folder }): Promise<Stopped> => {
  const server = await start.server({ DATA_DIR: folder });
  await post(server, { content: 'in the backup' });
  const backup = await backUp(server);
  await post(server, { content: 'after it' });
  await server.close();
  const { config } = server;
  return { config, backup, files: backupFiles(config.backups.dir, backup.id), live: config.database };
});

const CONTENTS = 'select content from messages order by position';

describe('a restore while the server is stopped', () => {
  it('brings back what was there, as another history, and keeps the rest aside', async ({
    stopped,
    start,
  }) => {
    const { config, backup, files, live } = stopped;
    const before = query(live, "select value from server_state where key = 'epoch'");
    const end = await restoreOffline(config, files);
    expect(end).toEqual({
      backup,
      endedKeys: 0,
      keptAside: expect.stringMatching(/^replaced_/),
      notCarried: null,
    });
    expect(query(join(config.dataDir, String(end.keptAside), 'bookchat.db'), CONTENTS)).toEqual([
      'in the backup',
      'after it',
    ]);
    const server = await start.server({ DATA_DIR: config.dataDir });
    expect((await readHistory(server)).map(({ content }) => content)).toEqual(['in the backup']);
    expect([server.database.epoch]).not.toEqual(before);
    expect(server.database.recovered).toBeNull();
  });

  it('says how far it is, from the first step to the last', async ({ stopped }) => {
    const parts: number[] = [];
    const steps = new Set<string>();
    await restoreOffline(stopped.config, stopped.files, {
      onProgress({ step, part }) {
        parts.push(part);
        steps.add(step);
      },
    });
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect([...steps]).toEqual(
      expect.arrayContaining(['Copying the backup', 'Bringing the copy up to date']),
    );
    expect([...steps].at(-1)).toBe('Putting it in place');
  });

  it.for([
    ['damaged', (live: string) => writeFileSync(live, 'Dear diary,\n'.repeat(100))],
    ['empty', (live: string) => writeFileSync(live, '')],
    ['cut in half', (live: string) => writeFileSync(live, readFileSync(live).subarray(0, 9_000))],
  ] as const)(
    'takes also the place of a database that is %s, and says what is missing',
    async ([, damage], { stopped, start }) => {
      const { config, files, live } = stopped;
      damage(live);
      const damaged = readFileSync(live);
      const { keptAside, notCarried } = await restoreOffline(config, files);
      expect(notCarried).not.toBeNull();
      expect(readFileSync(join(config.dataDir, String(keptAside), 'bookchat.db')).equals(damaged)).toBe(true);
      const server = await start.server({ DATA_DIR: config.dataDir });
      expect(await readHistory(server)).toHaveLength(1);
    },
  );

  it('works where the database is gone, and where its folder is new', async ({ stopped, start, folder }) => {
    const { config, files, live } = stopped;
    rmSync(live);
    expect(await restoreOffline(config, files)).toMatchObject({ keptAside: null, notCarried: null });
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    await restoreOffline({ ...config, dataDir: elsewhere, database: join(elsewhere, 'bookchat.db') }, files);
    for (const dataDir of [config.dataDir, elsewhere])
      expect(await readHistory(await start.server({ DATA_DIR: dataDir }))).toHaveLength(1);
  });

  it('moves the log of a killed server along with its database', async ({ stopped, start }) => {
    const { config, files, live } = stopped;
    const killed = join(config.dataDir, 'killed.db');
    leaveKilled(live, killed);
    for (const suffix of ['', '-wal']) renameSync(killed + suffix, live + suffix);
    const { keptAside } = await restoreOffline(config, files);
    const old = join(config.dataDir, String(keptAside), 'bookchat.db');
    expect(query(old, CONTENTS)).toEqual(['in the backup', 'after it', 'in the log alone']);
    const server = await start.server({ DATA_DIR: config.dataDir });
    expect(await readHistory(server)).toHaveLength(1);
  });

  it('takes a backup from anywhere, with its manifest beside it', async ({ stopped, folder }) => {
    const { config, files, live } = stopped;
    const usb = join(folder, 'usb');
    mkdirSync(usb);
    for (const path of [files.database, files.manifest])
      renameSync(path, path.replace(config.backups.dir, usb));
    rmSync(config.backups.dir, { recursive: true });
    const found = backupFilesAt(join(usb, `backup_${files.id}.db`));
    await restoreOffline(config, found as BackupFiles);
    expect(query(live, CONTENTS)).toEqual(['in the backup']);
    expect(existsSync(config.backups.dir)).toBe(false);
  });

  it('is refused while the server runs', async ({ stopped, start }) => {
    const { config, files } = stopped;
    const server = await start.server({ DATA_DIR: config.dataDir });
    await expect(restoreOffline(config, files)).rejects.toThrow(DataDirInUseError);
    expect(await readHistory(server)).toHaveLength(2);
  });

  it('is refused while another process is at the backups', async ({ stopped }) => {
    const release = lockFolder(stopped.config.backups.dir);
    const refused = restoreOffline(stopped.config, stopped.files);
    await expect(refused).rejects.toMatchObject({ code: 'already_running' });
    release();
    expect(query(stopped.live, CONTENTS)).toHaveLength(2);
  });

  it('of a backup from elsewhere is refused then, too, but not by a lock that is damaged', async ({
    stopped,
    folder,
  }) => {
    const { config, files, live } = stopped;
    const usb = join(folder, 'usb');
    mkdirSync(usb);
    for (const path of [files.database, files.manifest])
      copyFileSync(path, path.replace(config.backups.dir, usb));
    const elsewhere = backupFiles(usb, files.id);
    const release = lockFolder(config.backups.dir);
    await expect(restoreOffline(config, elsewhere)).rejects.toMatchObject({ code: 'already_running' });
    release();
    writeFileSync(join(config.backups.dir, 'backups.lock'), 'Dear diary,\n'.repeat(100));
    await restoreOffline(config, elsewhere);
    expect(query(live, CONTENTS)).toEqual(['in the backup']);
  });

  it('that the system refuses says what it refused, and changes nothing', async ({ stopped }) => {
    const { config, files, live } = stopped;
    mkdirSync(join(config.dataDir, 'bookchat.restore.partial'));
    await expect(restoreOffline(config, files)).rejects.toThrow(/EISDIR/);
    expect(query(live, CONTENTS)).toHaveLength(2);
  });

  it('that is given up changes nothing', async ({ stopped }) => {
    const { config, files, live } = stopped;
    const before = readdirSync(config.dataDir);
    const control = new AbortController();
    const given = restoreOffline(config, files, {
      signal: control.signal,
      onProgress: ({ step }) =>
        step === 'Copying the backup' && control.abort(new Error('on second thoughts')),
    });
    await expect(given).rejects.toThrow('on second thoughts');
    expect(query(live, CONTENTS)).toHaveLength(2);
    expect(readdirSync(config.dataDir).toSorted()).toEqual(before.toSorted());
  });
});

describe('a backup that is not what it should be', () => {
  it.for([
    ['whose bits were flipped', flipBit, 'SHA-256'],
    ['that was cut', ({ database }: BackupFiles) => cut(database), 'bytes'],
    ['that is another program’s', makeForeign, 'another program made it'],
    ['that lacks a column', (files: BackupFiles) => change(files, NO_ROOM), 'table messages'],
    ['that lacks an index', (files: BackupFiles) => change(files, NO_INDEX), 'lacks a part of its schema'],
    ['with a trigger', (files: BackupFiles) => change(files, TRIGGER), 'trigger sneak'],
    ['that a newer BookChat made', makeNewer, 'a newer BookChat made it'],
    ['whose manifest is that of another', swapManifest, 'manifest is that of another'],
    ['whose manifest was changed', changeManifest, 'manifest is damaged'],
    ['whose manifest is gone', ({ manifest }: BackupFiles) => rmSync(manifest), 'manifest'],
    ['that is a link', linkDatabase, 'link'],
  ] as const)('%s is refused, and the database stays as it is', async ([, spoil, why], { stopped }) => {
    const { config, files, live } = stopped;
    spoil(files);
    const before = readFileSync(live);
    const refusal = restoreOffline(config, files);
    await expect(refusal).rejects.toMatchObject({ code: 'backup_unusable' });
    await expect(refusal).rejects.toThrow(why);
    expect(readFileSync(live).equals(before)).toBe(true);
    expect(readdirSync(config.dataDir).filter((name) => /incoming|replaced|restore/.test(name))).toEqual([]);
  });
});

describe.runIf(canMakeDisks())('a restore on a disk that is full', () => {
  const itOnDisk = onSmallDisk.extend('stopped', async ({ start, disk, folder }): Promise<Stopped> => {
    const server = await start.server({ DATA_DIR: disk.folder, BACKUP_DIR: join(folder, 'backups') });
    await post(server, { content: 'in the backup' });
    const backup = await backUp(server);
    await post(server, { content: 'after it' });
    await server.close();
    const { config } = server;
    return { config, backup, files: backupFiles(config.backups.dir, backup.id), live: config.database };
  });

  itOnDisk('says how much room it needs, and changes nothing', async ({ stopped, disk }) => {
    disk.fill(0.05);
    const refusal = restoreOffline(stopped.config, stopped.files);
    await expect(refusal).rejects.toMatchObject({ code: 'storage_full' });
    await expect(refusal).rejects.toThrow(/are needed, and .* are free/);
    disk.empty();
    expect(query(stopped.live, CONTENTS)).toHaveLength(2);
    await restoreOffline(stopped.config, stopped.files);
    expect(query(stopped.live, CONTENTS)).toEqual(['in the backup']);
  });
});

function flipBit({ database }: BackupFiles): void {
  const bytes = readFileSync(database);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(database, bytes);
}

function cut(path: string): void {
  writeFileSync(path, readFileSync(path).subarray(0, -4_096));
}

function makeForeign(files: BackupFiles): void {
  rmSync(files.database);
  query(files.database, 'create table notes (text)');
  describeAnew(files, {});
}

function change(files: BackupFiles, sql: string): void {
  query(files.database, sql);
  describeAnew(files, {});
}

function makeNewer(files: BackupFiles): void {
  query(files.database, "insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')");
  describeAnew(files, {});
}

function swapManifest(files: BackupFiles): void {
  describeAnew(files, { id: '20010101_000000', file: 'backup_20010101_000000.db' });
}

function changeManifest({ manifest }: BackupFiles): void {
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"position": \d+/, '"position": 7'));
}

function linkDatabase({ database }: BackupFiles): void {
  renameSync(database, `${database}.real`);
  symlinkSync(`${database}.real`, database);
}

/** A manifest as it would be had this server made it. */
function describeAnew({ database, manifest }: BackupFiles, change: Partial<Backup>): void {
  const { manifest_sha256: _, format: __, ...backup } = JSON.parse(readFileSync(manifest, 'utf8'));
  const bytes = readFileSync(database);
  writeFileSync(
    manifest,
    formatManifest({ ...backup, bytes: bytes.length, sha256: sha256(bytes), ...change }),
  );
}

/** Copies a database as a kill leaves it: what was written last stands in its log alone. */
function leaveKilled(from: string, to: string): void {
  copyDatabase(from, to, 'pragma journal_mode = wal');
  const open = new BetterSqlite3(to);
  open.exec(`insert into messages (position, id, room, author, content, created_at)
    values (99, 'x', 'general', 'bob', 'in the log alone', '2026-11-20T17:16:41.123Z')`);
  for (const suffix of ['', '-wal']) copyFileSync(to + suffix, `${to}.copy${suffix}`);
  open.close();
  for (const suffix of ['', '-wal']) renameSync(`${to}.copy${suffix}`, to + suffix);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
