import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { backupFiles } from '../../src/features/backups/backup-files.ts';
import { listBackups } from '../../src/features/backups/list-backups.ts';
import { verifyBackup } from '../../src/features/backups/verify-backup.ts';
import { describeFile } from '../describe-file.ts';
import { fillDatabase } from '../fill-database.ts';
import { makeOldDatabase } from '../make-old-database.ts';
import { beginProcess, type ProcessEnd } from '../start-process.ts';
import { it as base } from './process-test.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');
const MESSAGES = 3_000;
/** A backup of these takes longer than this from its first file on. */
const LONGEST_MS = 600;
const RANDOM_KILLS = 8;

/** A data folder with two backups, of which each further one pushes out the older. */
const it = base.extend('data', async ({ dataDir }) => {
  const file = await makeOldDatabase(dataDir);
  fillDatabase(file, MESSAGES);
  const begin = () => beginProcess({ dataDir, entry: ENTRY, args: ['backup'], env: { MAX_BACKUPS: '2' } });
  for (let count = 0; count < 2; count++) await begin().ended;
  return { file, live: describeFile(file), dir: join(dataDir, 'backups'), begin };
});

interface Data {
  readonly file: string;
  /** The database as it is before. */
  readonly live: ReturnType<typeof describeFile>;
  readonly dir: string;
  readonly begin: () => ReturnType<typeof beginProcess>;
}

describe('a backup that is killed', () => {
  it.for([
    ['its copy is begun', /\.db\.partial$/],
    ['its manifest is written', /\.json\.partial$/],
    ['its copy has its name', /\.db$/],
    ['it has its manifest', /\.json$/],
  ] as const)(
    'once %s leaves whole backups alone in the list, and the next goes on',
    { timeout: 60_000 },
    async ([, sign], { data }) => {
      const before = new Set(readdirSync(data.dir));
      await killWhen(data.begin(), () =>
        readdirSync(data.dir).some((name) => sign.test(name) && !before.has(name)),
      );
      await expectWholeBackups(data);
      await expectNextToSucceed(data);
    },
  );

  it(`at ${RANDOM_KILLS} moments of its life leaves whole backups alone in the list`, {
    timeout: 120_000,
  }, async ({ data }) => {
    const outcomes: ProcessEnd[] = [];
    for (let kill = 0; kill < RANDOM_KILLS; kill++) {
      const process = data.begin();
      await untilSeen(data, process.ended);
      await setTimeout(Math.random() * LONGEST_MS);
      process.kill('SIGKILL');
      outcomes.push(await process.ended);
      await expectWholeBackups(data);
    }
    expect(
      outcomes.filter(({ signal }) => signal === 'SIGKILL').length,
      'killed before their end',
    ).toBeGreaterThan(2);
    await expectNextToSucceed(data);
  });
});

async function killWhen(
  { kill, ended }: ReturnType<typeof beginProcess>,
  isTime: () => boolean,
): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && !isTime()) await setTimeout(1);
  kill('SIGKILL');
  await ended;
}

async function untilSeen({ dir }: Data, ended: Promise<ProcessEnd>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && !readdirSync(dir).some((name) => name.endsWith('.partial'))) await setTimeout(1);
}

async function expectWholeBackups({ dir, file, live }: Data): Promise<void> {
  const { backups, rejected } = await listBackups(dir);
  expect(rejected).toEqual([]);
  expect(backups.length).toBeGreaterThanOrEqual(2);
  for (const backup of backups) {
    expect(backup.file).not.toContain('partial');
    expect(await verifyBackup(backupFiles(dir, backup.id))).toEqual(backup);
    expect(backup.rows['messages']).toBe(MESSAGES + 2);
  }
  expect(describeFile(file)).toEqual(live);
}

async function expectNextToSucceed({ dir, begin }: Data): Promise<void> {
  expect(await begin().ended).toMatchObject({ code: 0 });
  const names = readdirSync(dir);
  expect(names.filter((name) => name.endsWith('.json'))).toHaveLength(2);
  expect(names.filter((name) => name.endsWith('.db'))).toHaveLength(2);
  expect(names, 'the lock beside them, and nothing else').toHaveLength(5);
}
