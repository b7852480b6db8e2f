import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onCore } from '../processes/cores.ts';
import { findFreePort } from '../processes/find-free-port.ts';
import { startProcess } from '../processes/start-process.ts';
import { waitUntilReady } from '../processes/wait-until-ready.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { pairwiseRatio } from '../statistics/pairwise-ratio.ts';
import { productionSettings } from '../targets/start-bookchat.ts';

export const EMPTY_SERVER = fileURLToPath(new URL('../peers/empty-server.mjs', import.meta.url));

const OF_EMPTY = 2.5;
const WARM_UPS = 3;
const READY_MS = 20_000;
const BETWEEN_STARTS_MS = 20;

/** From the start of the process to the first answer of /readyz, again and again on the same data. */
export async function measureStart(setting: Setting): Promise<Result> {
  const core = setting.cores?.server;
  const { serverFile } = setting;
  const folder = setting.newFolder();
  const first = await timeStart(serverFile, folder, core);
  for (let warmUp = 1; warmUp < WARM_UPS; warmUp++) {
    await timeStart(serverFile, folder, core);
    await timeStart(EMPTY_SERVER, folder, core);
  }
  const bookchat: number[] = [];
  const empty: number[] = [];
  for (let start = 0; start < setting.scale.starts; start++) {
    bookchat.push(await timeStart(serverFile, folder, core));
    empty.push(await timeStart(EMPTY_SERVER, folder, core));
  }
  const value = pairwiseRatio(bookchat, empty);
  return {
    measure: 'start',
    title: `Start to ready, median of ${setting.scale.starts} starts`,
    rows: [
      { name: 'BookChat', figures: { ms: median(bookchat), 'ms, first of all': first } },
      { name: 'empty node:http', figures: { ms: median(empty) } },
    ],
    verdicts: [
      {
        what: 'empty node:http',
        value,
        unit: '×',
        target: { atMost: OF_EMPTY },
        reached: value.median <= OF_EMPTY,
      },
    ],
    notes: [],
  };
}

async function timeStart(entry: string, folder: string, core: number | undefined): Promise<number> {
  const port = await findFreePort();
  const env = productionSettings(port, folder);
  const startedAt = performance.now();
  const started = startProcess(onCore(core, [process.execPath, entry]), { env });
  await waitUntilReady(started, port, READY_MS);
  const took = performance.now() - startedAt;
  await started.stop();
  await sleep(BETWEEN_STARTS_MS);
  return took;
}
