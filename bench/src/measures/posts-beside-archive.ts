import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { readArchive } from '@bookchat/shared';
import { postSteadily } from '../load/post-steadily.ts';
import type { Row, Verdict } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { pairwiseRatio } from '../statistics/pairwise-ratio.ts';
import { percentile } from '../statistics/percentile.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { ARCHIVE_ON, ask, beginTask, OPERATOR } from './operate.ts';
import { copyBacklog, seedBacklog } from './seed-backlog.ts';
import { summariseWaits } from './summarise.ts';

const POSTS_PER_SECOND = 300;
const MOST_TIMES = 1.3;
/** The shortest there is. */
const ON = { ...ARCHIVE_ON, ARCHIVE_INTERVAL_SECONDS: '5' };

interface Beside {
  readonly rows: readonly Row[];
  readonly verdict: Verdict;
}

/**
 * How long posts take while commits are made one after the other, beside the same server without an archive. Each is
 * started anew in its turn with the same history. The server and the git that it runs share one core.
 */
export async function measurePostsBeside(setting: Setting): Promise<Beside> {
  const folder = await seedBacklog(setting, setting.scale.backlogBeside);
  const without: (readonly number[])[] = [];
  const beside: (readonly number[])[] = [];
  const commits: number[] = [];
  for (let round = 0; round < setting.scale.rounds; round++) {
    without.push((await measureRound(setting, folder, OPERATOR)).took);
    const { took, commitsPerSecond } = await measureRound(setting, folder, ON);
    beside.push(took);
    commits.push(commitsPerSecond);
  }
  const row = summariseWaits('posts while it commits', beside);
  return {
    rows: [
      summariseWaits('posts with ARCHIVE=off', without),
      { ...row, figures: { ...row.figures, 'commits a second': median(commits) } },
    ],
    verdict: compareP99(beside, without),
  };
}

function compareP99(ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]): Verdict {
  const p99 = (rounds: readonly (readonly number[])[]) => rounds.map((took) => percentile(took, 0.99));
  const value = pairwiseRatio(p99(ours), p99(theirs));
  return {
    what: 'p99 of posts with ARCHIVE=off',
    value,
    unit: '×',
    target: { atMost: MOST_TIMES },
    reached: value.median <= MOST_TIMES,
  };
}

async function measureRound(
  setting: Setting,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ took: readonly number[]; commitsPerSecond: number }> {
  const { warmUpMs, besideMs } = setting.scale;
  const copy = copyBacklog(setting, folder);
  const { port, stop } = await startBookChat(setting, { folder: copy, env });
  const posts = postSteadily(port, POSTS_PER_SECOND);
  const begunAt = performance.now();
  if (env === ON) await beginTask(port, 'archive');
  await setTimeout(warmUpMs);
  const from = performance.now();
  await setTimeout(besideMs);
  const to = performance.now();
  const commits = env === ON ? await countCommits(port) : 0;
  const seconds = (performance.now() - begunAt) / 1_000;
  await posts.stop();
  await stop();
  rmSync(copy, { recursive: true, force: true });
  return { took: posts.between(from, to), commitsPerSecond: commits / seconds };
}

/** Only what went on to the end was measured beside something. */
async function countCommits(port: number): Promise<number> {
  const { backlog, commits, state } = readArchive.answers[200].parse(
    await ask(port, readArchive.method, readArchive.path),
  );
  if (state === 'working' && backlog > 0 && commits > 0) return commits;
  throw new Error(`The archive was ${state} after ${commits} commits, and ${backlog} messages waited.`);
}
