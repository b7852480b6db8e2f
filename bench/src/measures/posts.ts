import type { Requests } from '../load/job.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { startPeer } from '../targets/start-peer.ts';
import { alternate } from './alternate.ts';
import { checkPost } from './check-answers.ts';
import { compareRates, noteDoubts, summarise } from './summarise.ts';

const OF_BARE = 0.6;
const OF_SINGLE_INSERTS = 2.5;

export async function measurePosts(setting: Setting): Promise<Result> {
  const core = setting.cores?.server;
  const bookchat = await startBookChat(setting);
  const bare = await startPeer({ name: 'node:http, stores nothing', entry: 'bare-created.ts', core });
  const insert = await startPeer({
    name: 'Fastify, an insert each',
    entry: 'fastify-insert.ts',
    core,
    folder: setting.newFolder(),
  });
  const least = await startPeer({
    name: 'node:http, group commit',
    entry: 'bare-group-commit.ts',
    core,
    folder: setting.newFolder(),
  });
  await checkPost(bookchat.port);
  await checkPost(least.port);
  await checkPost(insert.port);

  const requests: Requests = { kind: 'posts' };
  const targets = [bookchat, bare, insert, least];
  const rounds = await alternate(
    targets.map((target) => ({ target, requests, expectedStatus: 201 })),
    setting,
  );
  for (const target of targets) await target.stop();

  const rows = targets.map(({ name }, index) => summarise(name, rounds[index] ?? []));
  return {
    measure: 'posts',
    title: 'Posts: POST /api/messages, durable before the answer',
    rows,
    verdicts: [
      compareRates(bare.name, rounds[0], rounds[1], OF_BARE),
      compareRates(insert.name, rounds[0], rounds[2], OF_SINGLE_INSERTS),
    ],
    notes: noteDoubts(rows),
  };
}
