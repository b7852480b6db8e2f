import { setTimeout } from 'node:timers/promises';
import { type Backup, fillPath, makeBackup, verifyBackup } from '@bookchat/shared';
import { postSteadily, type SteadyPosts } from '../load/post-steadily.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { pairwiseRatio } from '../statistics/pairwise-ratio.ts';
import { percentile } from '../statistics/percentile.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { ask, BACKUP_SETTINGS, untilTasksRest } from './operate.ts';
import { seedLargeHistory } from './seed-large-history.ts';
import { compareToMost, summariseWaits } from './summarise.ts';

const POSTS_PER_SECOND = 300;
const QUIET_MS = 4_000;
const MOST_SECONDS = 5;
const MOST_TIMES = 2;

interface Round {
  /** Of posts, without a backup and during one. */
  readonly quietMs: readonly number[];
  readonly busyMs: readonly number[];
  readonly seconds: number;
}

/**
 * How long a verified backup of a large history takes while the chat goes on, and how long posts wait for it. The server
 * may use both cores, as a backup does on a machine of its own.
 */
export async function measureBackup(setting: Setting): Promise<Result> {
  const folder = await seedLargeHistory(setting, setting.scale.largeHistory);
  const { port, stop } = await startBookChat(setting, { folder, env: BACKUP_SETTINGS, bothCores: true });
  await untilTasksRest(port);
  const posts = postSteadily(port, POSTS_PER_SECOND);
  await setTimeout(setting.scale.warmUpMs);
  const rounds: Round[] = [];
  for (let round = 0; round < setting.scale.rounds; round++) rounds.push(await measureRound(port, posts));
  await posts.stop();
  const verifySeconds = await measureVerify(port);
  await stop();
  return toResult(setting, rounds, verifySeconds);
}

async function measureRound(port: number, posts: SteadyPosts): Promise<Round> {
  const quietFrom = performance.now();
  await setTimeout(QUIET_MS);
  const busyFrom = performance.now();
  await ask(port, makeBackup.method, makeBackup.path);
  const busyTo = performance.now();
  await setTimeout(500); // the last posts of it are answered
  return {
    quietMs: posts.between(quietFrom, busyFrom),
    busyMs: posts.between(busyFrom, busyTo),
    seconds: (busyTo - busyFrom) / 1_000,
  };
}

async function measureVerify(port: number): Promise<number> {
  const { id } = (await ask(port, makeBackup.method, makeBackup.path)) as Backup;
  const startedAt = performance.now();
  await ask(port, verifyBackup.method, fillPath(verifyBackup, { id }));
  return (performance.now() - startedAt) / 1_000;
}

function toResult({ scale }: Setting, rounds: readonly Round[], verifySeconds: number): Result {
  const seconds = rounds.map((round) => round.seconds);
  const quiet = rounds.map(({ quietMs }) => percentile(quietMs, 0.99));
  const busy = rounds.map(({ busyMs }) => percentile(busyMs, 0.99));
  const times = pairwiseRatio(busy, quiet);
  return {
    measure: 'backup',
    title: `Backups of ${scale.largeHistory.toLocaleString('en')} messages while ${POSTS_PER_SECOND} posts a second go on`,
    rows: [
      summariseWaits(
        'posts without a backup',
        rounds.map(({ quietMs }) => quietMs),
      ),
      summariseWaits(
        'posts during a backup',
        rounds.map(({ busyMs }) => busyMs),
      ),
      {
        name: 'a backup',
        figures: { 'made and verified, s': median(seconds), 'verified again, s': verifySeconds },
      },
    ],
    verdicts: [
      compareToMost('made and verified', seconds, MOST_SECONDS, 's'),
      {
        what: 'p99 of posts, beside none',
        value: times,
        unit: '×',
        target: { atMost: MOST_TIMES },
        reached: times.median <= MOST_TIMES,
      },
    ],
    notes: [],
  };
}
