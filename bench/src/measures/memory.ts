import { setTimeout as sleep } from 'node:timers/promises';
import { onCore } from '../processes/cores.ts';
import { findFreePort } from '../processes/find-free-port.ts';
import { startProcess } from '../processes/start-process.ts';
import { readResidentBytes } from '../processes/usage.ts';
import { waitUntilReady } from '../processes/wait-until-ready.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { productionSettings, startBookChat } from '../targets/start-bookchat.ts';
import { findIdlePoll } from './check-answers.ts';
import { seedHistory } from './seed-history.ts';
import { EMPTY_SERVER } from './start.ts';
import { compareToMost } from './summarise.ts';

const MOST_MB = 100;
const MB = 1e6;
const A_FEW_MESSAGES = 20;
const REST_MS = 2_000;

/** Resident memory of a server that has started, has answered a few requests, and rests. */
export async function measureMemory(setting: Setting): Promise<Result> {
  const bookchat = await measureBookChat(setting);
  const empty = await measureEmptyServer(setting);
  return {
    measure: 'memory',
    title: 'Idle memory after the start and a few requests',
    rows: [
      { name: 'BookChat', figures: { 'RSS MB': bookchat } },
      { name: 'empty node:http', figures: { 'RSS MB': empty } },
    ],
    verdicts: [compareToMost('RSS', [bookchat], MOST_MB, 'MB')],
    notes: [],
  };
}

async function measureBookChat(setting: Setting): Promise<number> {
  const bookchat = await startBookChat(setting);
  await seedHistory(bookchat.port, A_FEW_MESSAGES);
  await findIdlePoll(bookchat.port);
  for (const path of ['/', '/api/messages'])
    await (await fetch(`http://127.0.0.1:${bookchat.port}${path}`)).text();
  const resident = await readAtRest(bookchat.pid);
  await bookchat.stop();
  return resident;
}

async function measureEmptyServer({ cores, newFolder }: Setting): Promise<number> {
  const port = await findFreePort();
  const command = onCore(cores?.server, [process.execPath, EMPTY_SERVER]);
  const started = startProcess(command, { env: productionSettings(port, newFolder()) });
  await waitUntilReady(started, port, REST_MS);
  const resident = await readAtRest(started.pid);
  await started.stop();
  return resident;
}

async function readAtRest(pid: number): Promise<number> {
  await sleep(REST_MS);
  return readResidentBytes(pid) / MB;
}
