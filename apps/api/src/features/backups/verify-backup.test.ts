import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Backup, listMessages, verifyBackup as verifyEndpoint } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { describeFile } from '../../../test/describe-file.ts';
import { post } from '../../../test/post.ts';
import { asAdmin, backUp } from '../../../test/restore.ts';
import { it as base } from '../../../test/server-test.ts';
import { checkBackup } from '../../db/jobs/check-backup.ts';
import { backupFiles } from './backup-files.ts';
import { formatManifest, parseManifest } from './manifest.ts';

const FLIPS = 1_000;
const CUTS = 200;

/** A server on which alice has written, with a backup of that. */
const it = base
  .extend('made', async ({ server }) => {
    await post(server, { author: 'alice', content: 'the tide' }, { author: 'alice', content: 'is out' });
    const backup = await backUp(server);
    const files = backupFiles(server.config.backups.dir, backup.id);
    return { backup, files, database: readFileSync(files.database), manifest: readFileSync(files.manifest) };
  })
  .extend(
    'verify',
    ({ server }) =>
      (id: string) =>
        callRefused(server, verifyEndpoint, { params: { id }, headers: asAdmin }),
  );

describe('a backup', () => {
  it('that is as it was made is whole', async ({ server, made }) => {
    const { body } = await call(server, verifyEndpoint, { params: { id: made.backup.id }, headers: asAdmin });
    expect(body).toEqual(made.backup);
  });

  it(`is refused for each of ${FLIPS} single bits that flip in its file`, ({
    made: { files, backup, database },
  }) => {
    const check = () => checkBackup({ file: files.database, expected: backup }, () => undefined);
    expect(check().kind).toBe('sound');
    fc.assert(
      fc.property(fc.nat(database.length * 8 - 1), (bit) => {
        writeFileSync(files.database, flip(database, bit));
        expect(check().kind).toBe('unusable');
      }),
      { numRuns: FLIPS },
    );
  });

  it('is refused for every single bit that flips in its manifest', ({ made: { manifest, backup } }) => {
    expect(parseManifest(manifest)).toEqual(backup);
    for (let bit = 0; bit < manifest.length * 8; bit++)
      expect(parseManifest(flip(manifest, bit)), `bit ${bit}`).toBeNull();
  });

  it('is refused wherever its file or its manifest is cut', ({
    made: { files, backup, database, manifest },
  }) => {
    fc.assert(
      fc.property(fc.nat(database.length - 1), (length) => {
        writeFileSync(files.database, database);
        truncateSync(files.database, length);
        const { kind } = checkBackup({ file: files.database, expected: backup }, () => undefined);
        expect(kind).toBe('unusable');
      }),
      { numRuns: CUTS },
    );
    for (let length = 0; length < manifest.length; length++)
      expect(parseManifest(manifest.subarray(0, length))).toBeNull();
  });

  it('is refused though its manifest was written anew, where that counts what is not there', async ({
    made,
    verify,
  }) => {
    const { backup, files } = made;
    const other: Partial<Backup>[] = [
      { rows: { ...backup.rows, messages: 3 } },
      { position: 1 },
      { newest_message_id: null },
      { schema: '0003-server-state' },
    ];
    for (const difference of other) {
      writeFileSync(files.manifest, formatManifest({ ...backup, ...difference }));
      expect((await verify(backup.id)).body, JSON.stringify(difference)).toMatchObject({
        code: 'backup_unusable',
      });
    }
  });
});

describe('a backup that cannot be used', () => {
  it.for([
    [
      'its file flips a bit',
      ({ files, database }) => writeFileSync(files.database, flip(database, 50_000)),
      'their SHA-256 differ',
    ],
    [
      'its manifest flips a bit',
      ({ files, manifest }) => writeFileSync(files.manifest, flip(manifest, 500)),
      'its manifest is damaged',
    ],
    [
      'its file is longer',
      ({ files, database }) => writeFileSync(files.database, Buffer.concat([database, database])),
      'belong to it by its own account',
    ],
    ['its file is empty', ({ files }) => truncateSync(files.database), 'it is empty'],
    [
      'its file is text',
      ({ files }) => writeFileSync(files.database, 'Dear diary,\n'.repeat(100)),
      'not a SQLite database',
    ],
    ['its file is gone', ({ files }) => rmSync(files.database), 'there is no such file'],
    ['its manifest is gone', ({ files }) => rmSync(files.manifest), 'the .json beside it, is missing'],
    ['its manifest is huge', ({ files }) => writeFileSync(files.manifest, ' '.repeat(100_000)), 'too large'],
    ['its file is a link', ({ files }) => asLink(files.database), 'it is a link'],
    ['its manifest is a link', ({ files }) => asLink(files.manifest), 'its manifest is a link'],
    ['its file is a folder', ({ files }) => asFolder(files.database), 'it is no file'],
    ['its manifest is a folder', ({ files }) => asFolder(files.manifest), 'its manifest is no file'],
    [
      'a journal lies beside it',
      ({ files }) => writeFileSync(`${files.database}-journal`, 'x'),
      'a -journal file lies beside it',
    ],
    [
      'a log lies beside it',
      ({ files }) => writeFileSync(`${files.database}-wal`, 'x'),
      'a -wal file lies beside it',
    ],
    [
      'another program made it',
      (made) => remake(made, 'drop table kysely_migration'),
      'another program made it',
    ],
    [
      'it was never migrated',
      (made) => remake(made, 'delete from kysely_migration'),
      'another program made it',
    ],
    [
      'it lacks a migration',
      (made) => remake(made, "delete from kysely_migration where name like '0002%'"),
      'lacks a part of its schema: 0002-changes',
    ],
    [
      'a newer BookChat made it',
      (made) => remake(made, "insert into kysely_migration values ('9999-future', '2030')"),
      'a newer BookChat made it, with 9999-future',
    ],
    ['its schema is not ours', (made) => remake(made, 'drop table messages'), 'no such table: messages'],
    [
      'its manifest names a newer schema',
      ({ files, backup }) =>
        writeFileSync(files.manifest, formatManifest({ ...backup, schema: '9999-future' })),
      'a newer BookChat made it, with 9999-future',
    ],
    [
      'its manifest has a newer format',
      ({ files }) => writeFileSync(files.manifest, '{"format": 2}'),
      'a newer BookChat made it',
    ],
    ['an index does not match its table', (made) => remake(made, BREAK_INDEX), 'it is damaged'],
    [
      'a row refers to nothing',
      (made) => remake(made, BREAK_REFERENCE),
      'a row of replies refers to nothing',
    ],
  ] satisfies [string, (made: Made) => void, string][])(
    'because %s is refused, and says so',
    async ([, damage, reason], { server, made, verify }) => {
      const live = () => describeFile(join(server.config.dataDir, 'bookchat.db'));
      const before = live();
      damage(made);
      const { body } = await verify(made.backup.id);
      expect(body).toMatchObject({ code: 'backup_unusable', status: 422 });
      expect(body.detail).toContain(`The backup ${made.backup.id} cannot be used: `);
      expect(body.detail).toContain(reason);
      expect(live()).toEqual(before);
      expect((await call(server, listMessages)).body.messages).toHaveLength(2);
    },
  );

  it('because it has the manifest of another is refused', async ({ server, made, verify }) => {
    await post(server, { author: 'bob', content: 'later' });
    const second = await backUp(server);
    const theirs = backupFiles(server.config.backups.dir, second.id);
    const aside = join(server.config.dataDir, 'aside');
    renameSync(theirs.manifest, aside);
    copyFileSync(made.files.manifest, theirs.manifest);
    copyFileSync(aside, made.files.manifest);
    for (const [id, other] of [
      [made.backup.id, second.id],
      [second.id, made.backup.id],
    ] as const)
      expect((await verify(id)).body.detail).toContain(`its manifest is that of another backup, ${other}`);
  });

  it('because it is not there is not found', async ({ verify }) => {
    expect((await verify('20200101_000000')).body).toMatchObject({ code: 'backup_not_found' });
  });

  it.for([
    '../bookchat',
    '..%2fbookchat',
    '20260223_103000/..',
    '20260223_103000_',
    'x',
    '20260223_103000\n',
    '/etc/passwd',
  ])('because its id is %j is refused before any file is looked for', async (id, { verify }) => {
    expect((await verify(id)).body).toMatchObject({ code: 'validation_failed' });
  });
});

interface Made {
  readonly backup: Backup;
  readonly files: ReturnType<typeof backupFiles>;
  readonly database: Buffer;
  readonly manifest: Buffer;
}

/** Written as an attacker, or another tool, might: both fit each other. */
const BREAK_INDEX = `
  pragma writable_schema = on;
  update sqlite_master set sql = 'CREATE INDEX "messages_by_room" on "messages" ("author", "position")' where name = 'messages_by_room'`;
const BREAK_REFERENCE = `
  pragma foreign_keys = off;
  create table replies (message_id text references messages (id));
  insert into replies values ('nobody')`;

function flip(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
}

function asLink(path: string): void {
  renameSync(path, `${path}-elsewhere`);
  symlinkSync(`${path}-elsewhere`, path);
}

function asFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

/** Changes what the file holds, and has the manifest fit it. */
function remake({ backup, files }: Made, sql: string): void {
  const connection = new BetterSqlite3(files.database);
  connection.unsafeMode().exec(sql);
  connection.close();
  const { bytes, sha256 } = describeFile(files.database);
  writeFileSync(files.manifest, formatManifest({ ...backup, bytes, sha256 }));
}
