import {
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { downloadBackup, downloadManifest, fillPath, listBackups } from '@bookchat/shared';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { describeFile } from '../../../test/describe-file.ts';
import { post } from '../../../test/post.ts';
import { readProblem } from '../../../test/read-problem.ts';
import { asAdmin, backUp } from '../../../test/restore.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { backupFiles } from './backup-files.ts';
import { verifyBackup } from './verify-backup.ts';

const HOUR_MS = 3_600_000;
/** More than the buffers on the way of a connection take. */
const LARGE_ROWS = 10_000;

const it = base
  .extend('clock', () => createClock())
  .extend('server', ({ start, clock }) => start.server({ MAX_BACKUPS: '1' }, { clock }))
  .extend('backup', async ({ server }) => {
    await post(server, { content: 'the tide' });
    return backUp(server);
  })
  .extend('path', ({ backup }) => fillPath(downloadBackup, { id: backup.id }));

describe('a download', () => {
  it('is the file, by its name, with its length and its fingerprint', async ({ server, backup, path }) => {
    const { status, headers, bytes } = await send(server, { path, headers: asAdmin });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.sqlite3',
      'content-length': String(backup.bytes),
      'content-disposition': `attachment; filename="${backup.file}"`,
      etag: `"${backup.sha256}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const copy = join(server.config.dataDir, 'copy.db');
    writeFileSync(copy, bytes);
    expect(describeFile(copy)).toEqual({ bytes: backup.bytes, sha256: backup.sha256 });
  });

  it('of the file and of its manifest verify together wherever they are put', async ({
    server,
    backup,
    path,
    folder,
  }) => {
    const manifest = await send(server, {
      path: fillPath(downloadManifest, { id: backup.id }),
      headers: asAdmin,
    });
    expect(manifest.headers['content-disposition']).toBe(`attachment; filename="backup_${backup.id}.json"`);
    const files = backupFiles(folder, backup.id);
    writeFileSync(files.database, (await send(server, { path, headers: asAdmin })).bytes);
    writeFileSync(files.manifest, manifest.bytes);
    expect(await verifyBackup(files)).toEqual(backup);
    const { body } = await call(server, downloadManifest, { params: { id: backup.id }, headers: asAdmin });
    expect(body).toMatchObject(backup);
  });

  it('is described by HEAD without being read', async ({ server, backup, path }) => {
    const { status, headers, bytes } = await send(server, { method: 'HEAD', path, headers: asAdmin });
    expect({ status, length: headers['content-length'], etag: headers.etag, bytes: bytes.length }).toEqual({
      status: 200,
      length: String(backup.bytes),
      etag: `"${backup.sha256}"`,
      bytes: 0,
    });
    expect(listOpen(backup.file)).toEqual([]);
  });

  it('is not sent again to whoever has it', async ({ server, backup, path }) => {
    const known = await send(server, {
      path,
      headers: { ...asAdmin, 'if-none-match': `W/"x", "${backup.sha256}"` },
    });
    expect(known).toMatchObject({ status: 304, text: '' });
    const other = await send(server, { path, headers: { ...asAdmin, 'if-none-match': '"x"' } });
    expect(other.status).toBe(200);
  });

  it('needs the admin right, also at home in development', async ({ start }) => {
    const server = await start.server({ NODE_ENV: 'development' });
    const { id } = await backUp(server);
    for (const endpoint of [downloadBackup, downloadManifest])
      expect((await callRefused(server, endpoint, { params: { id } })).body.code).toBe('admin_required');
  });

  it('of what is not there is refused, and so is what is another', async ({ server, backup, path }) => {
    const refusal = async () => readProblem(await send(server, { path, headers: asAdmin })).code;
    const files = backupFiles(server.config.backups.dir, backup.id);
    truncateSync(files.database, 100);
    expect(await refusal()).toBe('backup_unusable');
    rmSync(files.database);
    symlinkSync('/etc/passwd', files.database);
    expect(await refusal()).toBe('backup_unusable');
    rmSync(files.database);
    mkdirSync(files.database);
    expect(await refusal()).toBe('backup_unusable');
    rmSync(files.database, { recursive: true });
    rmSync(files.manifest);
    expect(await refusal()).toBe('backup_not_found');
  });
});

describe('a download that takes long', () => {
  it('is closed when the other end hangs up', async ({ server }) => {
    await fill(server);
    const { id, file } = await backUp(server);
    const answer = await begin(server, id);
    expect(listOpen(file)).toHaveLength(1);
    answer.destroy();
    await expect.poll(() => listOpen(file)).toEqual([]);
  });

  it('keeps its backup from being removed until it has ended', async ({ server, clock }) => {
    await fill(server);
    const { id, bytes } = await backUp(server);
    const answer = await begin(server, id);
    clock.jump(HOUR_MS);
    await backUp(server);
    expect(await listIds(server)).toHaveLength(2);
    let received = 0;
    for await (const chunk of answer) received += (chunk as Buffer).length;
    expect(received).toBe(bytes);
    clock.jump(HOUR_MS);
    const last = await backUp(server);
    expect(await listIds(server)).toEqual([last.id]);
  });

  it('is broken off where its file becomes shorter', async ({ server }) => {
    await fill(server);
    const { id, file } = await backUp(server);
    const answer = await begin(server, id);
    truncateSync(join(server.config.backups.dir, file), 4_096);
    await expect(answer.toArray()).rejects.toThrow('aborted');
    await expect.poll(() => listOpen(file)).toEqual([]);
  });
});

/** Asks for a backup and takes no more than the head of the answer. */
function begin({ url }: TestServer, id: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(new URL(fillPath(downloadBackup, { id }), url), { headers: asAdmin }, resolve).on('error', reject);
  });
}

async function fill({ database }: TestServer): Promise<void> {
  await sql`
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${LARGE_ROWS})
    insert into messages (position, id, room, author, content, created_at)
    select n, format('00000000-0000-7000-8000-%012d', n), 'general', 'alice', hex(zeroblob(2000)), '2026-11-20T12:00:00.000Z' from numbers`.execute(
    database.kysely,
  );
}

async function listIds(server: TestServer): Promise<string[]> {
  return (await call(server, listBackups, { headers: asAdmin })).body.backups.map(({ id }) => id);
}

/** The descriptors of this process that are open on a file of this name. */
function listOpen(file: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.endsWith(file) ? [path] : [];
    } catch {
      return []; // closed meanwhile
    }
  });
}
