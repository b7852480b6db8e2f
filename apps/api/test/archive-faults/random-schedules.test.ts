import { expect, it } from 'vitest';
import { startGithubDouble } from '../github/start-github-double.ts';
import { runSchedule } from './random-schedule.ts';

const SCHEDULES = Number(process.env['BOOKCHAT_ARCHIVE_SCHEDULES'] ?? 24);
/** Another one each time where there is time for many; else the same, so that a change is told by its own failures. */
const SEED = Number(
  process.env['BOOKCHAT_SEED'] ?? (SCHEDULES > 100 ? Math.floor(Math.random() * 2 ** 31) : 1),
);
const FSCK_EVERY = 20;

it(`git equals the database after ${SCHEDULES} random schedules on GitHub, from seed ${SEED}`, async () => {
  for (let number = 0; number < SCHEDULES; number += 1) {
    const github = await startGithubDouble({ empty: number % 2 === 0 });
    try {
      await runSchedule(SEED + number, github, number % FSCK_EVERY === 0);
      expect(github.violations).toEqual([]);
    } finally {
      await github.close();
    }
  }
}, 3_600_000);

it(`git equals the database after ${SCHEDULES} random schedules beside it, from seed ${SEED}`, async () => {
  for (let number = 0; number < SCHEDULES; number += 4)
    await runSchedule(SEED + number, null, number % FSCK_EVERY === 0);
}, 3_600_000);
