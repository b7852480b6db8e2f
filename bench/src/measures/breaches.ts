import { listBreaches } from '@bookchat/shared';
import { watchWaits } from '../load/watch-waits.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { median } from '../statistics/median.ts';
import { percentile } from '../statistics/percentile.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { groupBreaches } from './group-breaches.ts';
import { seedBreaches } from './seed-breaches.ts';
import { compareToMost } from './summarise.ts';

const MOST_MS = 50;
/** How long the event loop may be held. */
const MOST_WAIT_MS = 200;
const TOKEN = 'the-token-of-the-operator-in-this-run';

interface Analysis {
  readonly name: string;
  readonly took: readonly number[];
  /** How long each request beside it took. */
  readonly waits: readonly number[];
}

/** How long it takes to say who went beyond the limits, and how long everybody else waits for that. */
export async function measureBreaches(setting: Setting): Promise<Result> {
  const { breaches, analyses } = setting.scale;
  const folder = setting.newFolder();
  const env = { ADMIN_TOKEN: TOKEN, RATE_LIMIT_MAX_ADMIN: '1000000000' };
  await (await startBookChat(setting, { folder, env })).stop();
  const refusals = seedBreaches(folder, breaches);

  const { port, stop } = await startBookChat(setting, { folder, env });
  await check(port, refusals);
  const day = await analyse(port, 'the last 24 hours', '', analyses);
  const month = await analyse(port, 'any period: 30 days', '?hours=720', Math.ceil(analyses / 5));
  await stop();
  const grouped = groupBreaches(folder, Math.ceil(analyses / 5));

  return {
    measure: 'breaches',
    title: `Analysis of ${breaches.toLocaleString('en')} breaches: GET /api/system/breaches`,
    rows: [day, month, { name: 'three GROUP BY in SQLite', took: grouped, waits: [] }].map(toRow),
    verdicts: [
      compareToMost(day.name, day.took, MOST_MS, 'ms'),
      ...[day, month].map(({ name, waits }) =>
        compareToMost(`longest wait of others, ${name}`, [Math.max(...waits)], MOST_WAIT_MS, 'ms'),
      ),
    ],
    notes: [],
  };
}

async function analyse(port: number, name: string, query: string, times: number): Promise<Analysis> {
  const others = watchWaits(`http://127.0.0.1:${port}/livez`);
  const took: number[] = [];
  for (let time = 0; time < times; time++) {
    const startedAt = performance.now();
    await read(port, query);
    took.push(performance.now() - startedAt);
  }
  return { name, took, waits: await others.stop() };
}

async function read(port: number, query: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${listBreaches.path}${query}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  if (response.status !== 200) throw new Error(`The breaches were answered with ${response.status}.`);
  return await response.json();
}

async function check(port: number, refusals: number): Promise<void> {
  for (const query of ['', '?hours=720']) {
    const { summary } = listBreaches.answers[200].parse(await read(port, query));
    if (summary.total !== refusals || summary.by_client.length !== 10)
      throw new Error(`Before anything was measured, ${summary.total} breaches were found, not ${refusals}.`);
  }
}

function toRow({ name, took, waits }: Analysis) {
  const sorted = took.toSorted((a, b) => a - b);
  return {
    name,
    figures: {
      ms: median(took),
      'p99 ms': percentile(sorted, 0.99),
      ...(waits.length === 0 ? {} : { 'longest wait of others, ms': Math.max(...waits) }),
    },
  };
}
