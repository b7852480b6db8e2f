import { setTimeout } from 'node:timers/promises';
import { type Backup, fillPath, listMessages, makeBackup, restoreBackup } from '@bookchat/shared';
import { postSteadily, type SteadyPosts } from '../load/post-steadily.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { ask, BACKUP_SETTINGS, timeTask, untilTasksRest } from './operate.ts';
import { seedLargeHistory } from './seed-large-history.ts';
import { compareToMost, summariseWaits } from './summarise.ts';

const POSTS_PER_SECOND = 300;
const QUIET_MS = 2_000;
const MOST_SECONDS = 10;

interface Round {
  /** Until the restore was answered, and a page of what was restored. */
  readonly seconds: number;
  /** In which no post was taken. */
  readonly pauseMs: number;
  /** Of posts before and during the restore, but those that were sent away. */
  readonly quietMs: readonly number[];
  readonly busyMs: readonly number[];
}

/**
 * How long it takes to restore a large backup under a server in use, and for how long nobody can write. The server may
 * use both cores, as a restore does on a machine of its own.
 */
export async function measureRestore(setting: Setting): Promise<Result> {
  const folder = await seedLargeHistory(setting, setting.scale.largeHistory);
  const { port, stop } = await startBookChat(setting, { folder, env: BACKUP_SETTINGS, bothCores: true });
  await untilTasksRest(port);
  const { id } = (await ask(port, makeBackup.method, makeBackup.path)) as Backup;
  const posts = postSteadily(port, POSTS_PER_SECOND, { mayBeSentAway: true });
  await setTimeout(setting.scale.warmUpMs);
  const rounds: Round[] = [];
  for (let round = 0; round < setting.scale.rounds; round++) rounds.push(await measureRound(port, id, posts));
  const drillSeconds = await measureDrill(port);
  await posts.stop();
  await stop();
  return toResult(setting, rounds, drillSeconds);
}

async function measureRound(port: number, id: string, posts: SteadyPosts): Promise<Round> {
  const quietFrom = performance.now();
  await setTimeout(QUIET_MS);
  const busyFrom = performance.now();
  await ask(port, restoreBackup.method, fillPath(restoreBackup, { id }));
  listMessages.answers[200].parse(await ask(port, listMessages.method, listMessages.path));
  const busyTo = performance.now();
  await setTimeout(500); // the last posts of it are answered
  return {
    seconds: (busyTo - busyFrom) / 1_000,
    pauseMs: posts.longestPause(busyFrom, busyTo + 500),
    quietMs: posts.between(quietFrom, busyFrom),
    busyMs: posts.between(busyFrom, busyTo),
  };
}

/** Of a new backup, as the last one is of the history before the last restore. */
async function measureDrill(port: number): Promise<number> {
  await ask(port, makeBackup.method, makeBackup.path);
  return timeTask(port, 'restore_drill');
}

function toResult({ scale }: Setting, rounds: readonly Round[], drillSeconds: number): Result {
  const seconds = rounds.map((round) => round.seconds);
  return {
    measure: 'restore',
    title: `Restores of ${scale.largeHistory.toLocaleString('en')} messages while ${POSTS_PER_SECOND} posts a second go on`,
    rows: [
      summariseWaits(
        'posts without a restore',
        rounds.map(({ quietMs }) => quietMs),
      ),
      summariseWaits(
        'posts during a restore',
        rounds.map(({ busyMs }) => busyMs),
      ),
      {
        name: 'a restore',
        figures: {
          'verified, in place and answering, s': median(seconds),
          'no post taken, ms': median(rounds.map(({ pauseMs }) => pauseMs)),
        },
      },
      { name: 'a drill', figures: { 'restored and compared, s': drillSeconds } },
    ],
    verdicts: [compareToMost('verified, in place and answering', seconds, MOST_SECONDS, 's')],
    notes: [],
  };
}
