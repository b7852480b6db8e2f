import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHealth, readStats } from '@bookchat/shared';
import { getRequest } from '../load/requests.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { alternate } from './alternate.ts';
import { seedLargeHistory } from './seed-large-history.ts';
import { compareToMost, noteOtherWork, summarise } from './summarise.ts';

const MOST_MS = 1;

/** What a monitor is told of a server with a long history: one question after the other, as monitors ask. */
export async function measureHealth(setting: Setting): Promise<Result> {
  const messages = setting.scale.largeHistory;
  const folder = await seedLargeHistory(setting, messages);
  const bookchat = await startBookChat(setting, { folder });
  const headers = { Authorization: `Bearer ${readFileSync(join(folder, 'admin-token'), 'utf8').trim()}` };
  const firstMs = await askFirst(bookchat.port, headers, messages);

  const endpoints = [readHealth, readStats];
  const contenders = endpoints.map(({ path }) => ({
    target: bookchat,
    expectedStatus: 200,
    requests: { kind: 'cycle', texts: [getRequest(bookchat.port, path, headers)] } as const,
  }));
  const rounds = await alternate(contenders, { ...setting, scale: { ...setting.scale, connections: 1 } });
  await bookchat.stop();

  const rows = endpoints.map(({ path }, index) => summarise(path, rounds[index] ?? []));
  return {
    measure: 'health',
    title: `Health and figures of a server with ${messages.toLocaleString('en')} messages, one question at a time`,
    rows,
    verdicts: endpoints.map(({ path }, index) =>
      compareToMost(`${path}, median`, rounds[index]?.map(({ p50Ms }) => p50Ms) ?? [], MOST_MS, 'ms'),
    ),
    notes: [
      `The first answer, for which the messages are counted: ${Math.round(firstMs)} ms.`,
      ...noteOtherWork(rows),
    ],
  };
}

/** The first question has the messages counted; a figure that is wrong would be no figure. */
async function askFirst(port: number, headers: Record<string, string>, messages: number): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}${readHealth.path}`, { headers });
  const { database } = readHealth.answers[200].parse(await response.json());
  if (database.rows.messages !== messages)
    throw new Error(`The health says ${database.rows.messages} messages where there are ${messages}.`);
  return performance.now() - startedAt;
}
