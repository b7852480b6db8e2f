import { watchWaits } from '../load/watch-waits.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { ARCHIVE_ON, untilTasksRest } from './operate.ts';
import { restoreArchive } from './restore-archive.ts';
import { EVENTS_A_COMMIT, seedArchive } from './seed-archive.ts';
import { verifyWhole } from './verify-whole.ts';

/** How long it takes to make a whole archive anew and compare it, and how long everybody else waits for that. */
export async function measureVerify(setting: Setting): Promise<Result> {
  const { largeHistory, verifications } = setting.scale;
  const archive = await seedArchive(setting, largeHistory / EVENTS_A_COMMIT);
  const { folder } = await restoreArchive(setting, archive);
  const { port, stop } = await startBookChat(setting, { folder, env: ARCHIVE_ON, bothCores: true });
  await untilTasksRest(port);
  const seconds: number[] = [];
  const requests: number[] = [];
  for (let verification = 0; verification < verifications; verification++) {
    const startedAt = performance.now();
    requests.push(await verifyWhole(port, largeHistory));
    seconds.push((performance.now() - startedAt) / 1_000);
  }
  const longestWait = await measureWaits(port, largeHistory);
  await stop();
  return {
    measure: 'verify',
    title: `Verification of an archive of ${largeHistory.toLocaleString('en')} messages: POST /api/system/archive/verify`,
    rows: [
      {
        name: 'made anew and compared',
        figures: {
          s: median(seconds),
          requests: median(requests),
          'longest wait of others, ms': longestWait,
        },
      },
    ],
    verdicts: [],
    notes: [],
  };
}

/** In one more verification, as whoever asks again and again takes a core himself. */
async function measureWaits(port: number, messages: number): Promise<number> {
  const others = watchWaits(`http://127.0.0.1:${port}/livez`);
  await verifyWhole(port, messages);
  return Math.max(...(await others.stop()));
}
