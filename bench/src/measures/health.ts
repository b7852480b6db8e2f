import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createKey,
  livez,
  readDatabase,
  readHealth,
  readHistory,
  readMetrics,
  readMonitoring,
  readStats,
} from '@bookchat/shared';
import { getRequest } from '../load/requests.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { alternate } from './alternate.ts';
import { seedLargeHistory } from './seed-large-history.ts';
import { compareToMost, noteOtherWork, summarise } from './summarise.ts';

const MOST_MS = 1;
/** What is held to that. */
const HEALTH = [readHealth, readStats];
/** Beside a route of the same server that does nothing. */
const BESIDE = [livez, readMonitoring, readHistory, readDatabase, readMetrics];

/** What a monitor is told of a server with a long history: one question after the other, as monitors ask. */
export async function measureHealth(setting: Setting): Promise<Result> {
  const messages = setting.scale.largeHistory;
  const folder = await seedLargeHistory(setting, messages);
  const bookchat = await startBookChat(setting, { folder });
  const headers = { Authorization: `Bearer ${readFileSync(join(folder, 'admin-token'), 'utf8').trim()}` };
  const firstMs = await askFirst(bookchat.port, headers, messages);

  const questions = [
    ...[...HEALTH, ...BESIDE].map(({ path }) => ({ name: path, path, headers })),
    // The same as one of them, but for what looking at a key takes.
    {
      name: `${livez.path} with an API key`,
      path: livez.path,
      headers: await makeKey(bookchat.port, headers),
    },
  ];
  const contenders = questions.map((question) => ({
    target: bookchat,
    expectedStatus: 200,
    requests: {
      kind: 'cycle',
      texts: [getRequest(bookchat.port, question.path, question.headers)],
    } as const,
  }));
  const rounds = await alternate(contenders, { ...setting, scale: { ...setting.scale, connections: 1 } });
  await bookchat.stop();

  const rows = questions.map(({ name }, index) => summarise(name, rounds[index] ?? []));
  return {
    measure: 'health',
    title: `What operators ask a server with ${messages.toLocaleString('en')} messages, one question at a time`,
    rows,
    verdicts: HEALTH.map(({ path }, index) =>
      compareToMost(`${path}, median`, rounds[index]?.map(({ p50Ms }) => p50Ms) ?? [], MOST_MS, 'ms'),
    ),
    notes: [
      `The first answer, for which the messages are counted: ${Math.round(firstMs)} ms.`,
      ...noteOtherWork(rows),
    ],
  };
}

/** @returns what a program sends that may read. */
async function makeKey(port: number, headers: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(`http://127.0.0.1:${port}${createKey.path}`, {
    method: createKey.method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench', scopes: ['read'] }),
  });
  const { secret } = createKey.answers[201].parse(await response.json());
  return { Authorization: `Bearer ${secret}` };
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
