import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { readArchive } from '@bookchat/shared';
import type { GithubCalls } from '../peers/github-double.ts';
import type { Row } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { startGithub } from '../targets/start-github.ts';
import { ARCHIVE_ON, ask, holdTask, timeTask } from './operate.ts';
import { EVENTS_A_COMMIT } from './seed-archive.ts';
import { copyBacklog, seedBacklog } from './seed-backlog.ts';
import { verifyWhole } from './verify-whole.ts';

/** What BookChat allows itself of GitHub's 500. */
const WRITES_PER_HOUR = 480;
const MANY = 1_000_000;
const LOOK_AGAIN_MS = 50;
/** What would begin by itself. */
const TASKS = ['archive', 'archive_verify'] as const;

interface Calls extends Pick<GithubCalls, 'reads' | 'writes' | 'commits'> {
  readonly ofVerification: number;
}

/** How quickly a backlog is archived, in a repository of the server's own and on GitHub, and what GitHub is asked for it. */
export async function measureRates(setting: Setting): Promise<Row[]> {
  const { backlog, drains } = setting.scale;
  const folder = await seedBacklog(setting, backlog);
  const locally: number[] = [];
  const toGithub: number[] = [];
  const calls: Calls[] = [];
  for (let drain = 0; drain < drains; drain++) {
    locally.push((await archiveAll(setting, folder)).seconds);
    const github = await archiveToGithub(setting, folder);
    toGithub.push(github.seconds);
    calls.push(github.calls);
  }
  return [
    { name: 'to a repository of its own', figures: toRate(backlog, locally) },
    { name: 'to our GitHub', figures: { ...toRate(backlog, toGithub), ...toCallFigures(backlog, calls) } },
    { name: `${MANY.toLocaleString('en')} messages on GitHub (computed)`, figures: toHours(calls) },
  ];
}

function toRate(messages: number, seconds: readonly number[]): Row['figures'] {
  return { 'per second': messages / median(seconds), 'in all, s': median(seconds) };
}

function toCallFigures(messages: number, calls: readonly Calls[]): Row['figures'] {
  const middle = (figure: (each: Calls) => number) => median(calls.map(figure));
  return {
    'messages a call': messages / middle(({ reads, writes }) => reads + writes),
    'writes for 1,000': (1_000 * middle(({ writes }) => writes)) / messages,
    'reads for 1,000': (1_000 * middle(({ reads }) => reads)) / messages,
    'calls of a verification': middle(({ ofVerification }) => ofVerification),
  };
}

/** By what a full commit takes: a short pass has more commits for its messages than a long one. */
function toHours(calls: readonly Calls[]): Row['figures'] {
  const writesACommit = median(calls.map(({ writes, commits }) => writes / commits));
  const writes = (MANY / EVENTS_A_COMMIT) * writesACommit;
  return { [`h at ${WRITES_PER_HOUR} writes an hour`]: writes / WRITES_PER_HOUR };
}

async function archiveToGithub(setting: Setting, folder: string): Promise<{ seconds: number; calls: Calls }> {
  const github = await startGithub(setting.cores?.load);
  let before: GithubCalls | undefined;
  const onBegin = async (port: number) => {
    await untilChecked(port);
    // The first pass to a new place only says that the whole history will go there.
    await timeTask(port, TASKS[0]);
    before = await github.readCalls();
  };
  const { seconds, requests } = await archiveAll(setting, folder, { env: github.env, onBegin });
  const after = await github.readCalls();
  await github.stop();
  const { reads = 0, writes = 0, commits = 0 } = before ?? {};
  const calls = {
    reads: after.reads - reads - requests,
    writes: after.writes - writes,
    commits: after.commits - commits,
    ofVerification: requests,
  };
  return { seconds, calls };
}

interface Pass {
  readonly env?: NodeJS.ProcessEnv;
  readonly onBegin?: (port: number) => Promise<void>;
}

/** One pass, with everything that is waiting, and what a verification of it asks of the place. */
async function archiveAll(
  setting: Setting,
  folder: string,
  { env = {}, onBegin }: Pass = {},
): Promise<{ seconds: number; requests: number }> {
  const copy = copyBacklog(setting, folder);
  const { port, stop } = await startBookChat(setting, { folder: copy, env: { ...ARCHIVE_ON, ...env } });
  for (const task of TASKS) await holdTask(port, task);
  await onBegin?.(port);
  const seconds = await timeTask(port, TASKS[0]);
  const requests = await verifyWhole(port, setting.scale.backlog);
  await stop();
  rmSync(copy, { recursive: true, force: true });
  return { seconds, requests };
}

/** What a start asks of GitHub is no part of the pass. */
async function untilChecked(port: number): Promise<void> {
  for (;;) {
    const details = readArchive.answers[200].parse(await ask(port, readArchive.method, readArchive.path));
    if (details.is_public !== null) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}
