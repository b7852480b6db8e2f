import type { Measured, PollJob } from '../load/job.ts';
import { getRequest } from '../load/requests.ts';
import { startLoad } from '../load/start-load.ts';
import { limitOfOpenFiles } from '../processes/raise-open-file-limit.ts';
import { readResidentBytes } from '../processes/usage.ts';
import { watchResidentMemory } from '../processes/watch-resident-memory.ts';
import type { Result, Row } from '../results.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import type { Target } from '../targets/target.ts';
import { findIdlePoll } from './check-answers.ts';
import { seedHistory } from './seed-history.ts';
import { compareToMost, noteOtherWork, perSecond } from './summarise.ts';

const INTERVAL_MS = 5_000;
const P99_MS = 20;
const A_FEW_MESSAGES = 50;
// A process that could hold all connections of the server's limit would have none left for itself.
const LOAD_PROCESSES = 2;
// What a server needs beside its connections: database, logs, libraries, pipes.
const RESERVED_FILES = 100;
const MIB = 2 ** 20;

/** As many open pages as one process is asked to bear, each polling every 5 s. */
export async function measurePollers(setting: Setting): Promise<Result> {
  const openFiles = limitOfOpenFiles();
  const pollers = Math.min(setting.scale.pollers, openFiles - RESERVED_FILES);
  const bookchat = await startBookChat(setting);
  await seedHistory(bookchat.port, A_FEW_MESSAGES);
  const { row, p99Ms } = await holdPollers(bookchat, pollers, setting);
  await bookchat.stop();
  const tooFew =
    pollers < setting.scale.pollers
      ? [
          `Not ${setting.scale.pollers.toLocaleString('en')}: this system lets a process open ${openFiles} files.`,
        ]
      : [];
  return {
    measure: 'pollers',
    title: `${pollers.toLocaleString('en')} keep-alive pollers at 5 s on one process, none refused or late`,
    rows: [row],
    verdicts: [compareToMost('p99', [p99Ms], P99_MS, 'ms')],
    notes: [...tooFew, ...noteOtherWork([row])],
  };
}

async function holdPollers(bookchat: Target, pollers: number, { scale, cores }: Setting) {
  const { path, etag } = await findIdlePoll(bookchat.port);
  const job: PollJob = {
    kind: 'poll',
    port: bookchat.port,
    serverPid: bookchat.pid,
    connections: Math.floor(pollers / LOAD_PROCESSES),
    requests: { kind: 'cycle', texts: [getRequest(bookchat.port, path, { 'If-None-Match': etag })] },
    expectedStatus: 304,
    intervalMs: INTERVAL_MS,
    settleMs: scale.pollersSettleMs,
    measureMs: scale.pollersMeasureMs,
  };
  const loads = Array.from({ length: LOAD_PROCESSES }, () => startLoad(cores?.load));
  const residentBefore = readResidentBytes(bookchat.pid);
  const residentMost = watchResidentMemory(bookchat.pid);
  const parts = await Promise.all(loads.map((load) => load.run(job)));
  const resident = residentMost();
  for (const load of loads) await load.stop();
  const row = describe(parts, { 'RSS MiB, none': residentBefore / MIB, 'RSS MiB, all': resident / MIB });
  return { row, p99Ms: worst(parts, (part) => part.p99Ms) };
}

/** The load processes hold half of the pollers each: rates add up, and the worse delay stands for both. */
function describe(parts: readonly Measured[], memory: Row['figures']): Row {
  return {
    name: 'BookChat',
    figures: {
      'per second': total(parts, perSecond),
      'p50 ms': worst(parts, (part) => part.p50Ms),
      'p99 ms': worst(parts, (part) => part.p99Ms),
      'max ms': worst(parts, (part) => part.maxMs),
      'server CPU %': 100 * worst(parts, (part) => part.serverCpu),
      'load CPU %': 100 * total(parts, (part) => part.loadCpu),
      'others CPU %':
        100 * worst(parts, (part) => part.othersCpu - total(parts, (each) => each.loadCpu) + part.loadCpu),
      ...memory,
    },
  };
}

type Figure = (part: Measured) => number;
const worst = (parts: readonly Measured[], figure: Figure) => Math.max(...parts.map(figure));
const total = (parts: readonly Measured[], figure: Figure) =>
  parts.reduce((sum, part) => sum + figure(part), 0);
