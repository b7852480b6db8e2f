import { getRequest } from '../load/requests.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { startPeer } from '../targets/start-peer.ts';
import { alternate } from './alternate.ts';
import { findIdlePoll } from './check-answers.ts';
import { seedHistory } from './seed-history.ts';
import { compareRates, noteDoubts, summarise } from './summarise.ts';

const OF_BARE = 0.75;
const A_FEW_MESSAGES = 50;

export async function measurePolls(setting: Setting): Promise<Result> {
  const core = setting.cores?.server;
  const bookchat = await startBookChat(setting);
  const bare = await startPeer({ name: 'node:http, answers 304', entry: 'bare-not-modified.ts', core });
  await seedHistory(bookchat.port, A_FEW_MESSAGES);
  const { path, etag } = await findIdlePoll(bookchat.port);

  const targets = [bookchat, bare];
  const contenders = targets.map((target) => ({
    target,
    expectedStatus: 304,
    requests: { kind: 'cycle', texts: [getRequest(target.port, path, { 'If-None-Match': etag })] } as const,
  }));
  const rounds = await alternate(contenders, setting);
  for (const target of targets) await target.stop();

  const rows = targets.map(({ name }, index) => summarise(name, rounds[index] ?? []));
  return {
    measure: 'polls',
    title: 'Idle polls: GET /api/changes with If-None-Match',
    rows,
    verdicts: [compareRates(bare.name, rounds[0], rounds[1], OF_BARE)],
    notes: noteDoubts(rows),
  };
}
