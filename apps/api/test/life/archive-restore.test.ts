import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { openDatabase } from '../../src/db/open-database.ts';
import { git } from '../archive/git-by-hand.ts';
import { makeArchive } from '../archive/make-archive.ts';
import { query, readHistory } from '../restore.ts';
import { beginProcess, type ProcessEnd } from '../start-process.ts';
import { it as base } from './process-test.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');
const COMMITS = 60;
const EVENTS = 500;
const MESSAGES = COMMITS * EVENTS;
const RANDOM_KILLS = 8;
/** From when the folder of the restore is there; one that is not killed takes about so long. */
const LONGEST_MS = 3_000;

/** An archive elsewhere, and the data folder of a server that was started once; `begin` restores one into the other. */
const it = base.extend('empty', async ({ dataDir }) => {
  const repository = join(dataDir, 'theirs', 'archive.git');
  await makeArchive(repository, { commits: COMMITS, eventsPerCommit: EVENTS, rooms: ['general'] });
  await (await openDatabase(join(dataDir, 'bookchat.db'))).close();
  const args = ['archive', 'restore', '--from', repository, '--yes'];
  const begin = () => beginProcess({ dataDir, entry: ENTRY, args, env: { ARCHIVE: 'on' } });
  return { repository, begin, file: join(dataDir, 'bookchat.db'), work: join(dataDir, 'archive-restore') };
});

interface Empty {
  readonly repository: string;
  readonly begin: () => ReturnType<typeof beginProcess>;
  readonly file: string;
  readonly work: string;
}

describe('a restore from the archive that is killed', () => {
  it.for([
    ['the copy of the archive is begun', ({ work }: Empty) => existsSync(join(work, 'clone.git'))],
    ['the new database is begun', ({ work }: Empty) => existsSync(join(work, 'bookchat.db'))],
    ['the new database is done', ({ work }: Empty) => existsSync(join(work, 'summary.json'))],
    ['the archive has its place', ({ file }: Empty) => existsSync(join(file, '../archive.git/HEAD'))],
  ] as const)(
    'once %s leaves what was there, and the next goes on',
    { timeout: 120_000 },
    async ([, isTime], { empty, dataDir }) => {
      const { kill, ended } = empty.begin();
      await until(ended, () => isTime(empty));
      kill('SIGKILL');
      const { code } = await ended;
      if (code !== 0) await finish(empty);
      await expectWhole(empty, dataDir);
    },
  );

  it(`at ${RANDOM_KILLS} moments leaves what was there each time, and ends whole`, {
    timeout: 240_000,
  }, async ({ empty, dataDir, launch }) => {
    const ends: ProcessEnd[] = [];
    for (let kills = 0; kills < RANDOM_KILLS && ends.at(-1)?.code !== 0; kills += 1) {
      const { kill, ended } = empty.begin();
      await until(ended, () => existsSync(empty.work));
      // The first comes soon, so that it meets the restore at its work on a quick machine, too.
      await setTimeout((Math.random() * LONGEST_MS * (kills + 1)) / RANDOM_KILLS);
      kill('SIGKILL');
      ends.push(await ended);
      if (ends.at(-1)?.code !== 0) await countMessages(empty);
    }
    if (ends.at(-1)?.code !== 0) await finish(empty);
    expect(ends.some(({ signal }) => signal === 'SIGKILL')).toBe(true);
    await expectWhole(empty, dataDir);
    const server = await launch.server({ ARCHIVE: 'on' });
    const history = await readHistory(server);
    expect(history).toHaveLength(MESSAGES);
    expect(history.every(({ synced }) => synced)).toBe(true);
  });
});

async function until(ended: Promise<unknown>, isTime: () => boolean): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && !isTime()) await setTimeout(1);
}

/** Runs it to its end. One that was killed when all but tidying up was done is refused, and tidies up. */
async function finish(empty: Empty): Promise<void> {
  const isDone = (await countMessages(empty)) > 0;
  const { code, stderr } = await empty.begin().ended;
  expect(code, stderr).toBe(isDone ? 1 : 0);
  if (isDone) expect(stderr).toContain('holds messages already');
}

/** Opens the database as a server does. It is the one from before, or the new one. */
async function countMessages({ file }: Empty): Promise<number> {
  const database = await openDatabase(file);
  const { count } = await database.kysely
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  await database.close();
  expect([0, MESSAGES]).toContain(count);
  return count;
}

async function expectWhole({ file, repository }: Empty, dataDir: string): Promise<void> {
  expect(query(file, 'pragma integrity_check')).toEqual(['ok']);
  expect(
    query(file, 'select count(*) from messages where synced = 1 and git_commit_hash is not null'),
  ).toEqual([MESSAGES]);
  expect(query(file, 'select count(distinct position) from changes')).toEqual([MESSAGES]);
  expect(query(file, 'select sum(events) from archive_files where is_whole = 1')).toEqual([MESSAGES]);
  expect(readdirSync(dataDir)).not.toContain('archive-restore');
  const archive = join(dataDir, 'archive.git');
  expect(git(archive, 'rev-parse', 'main')).toBe(git(repository, 'rev-parse', 'main'));
  expect(git(archive, 'fsck', '--strict', '--no-dangling')).toBe('');
}
