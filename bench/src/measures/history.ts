import { getRequest } from '../load/requests.ts';
import { seedMessage } from '../peers/seed-message.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { startPeer } from '../targets/start-peer.ts';
import type { Target } from '../targets/target.ts';
import { alternate } from './alternate.ts';
import { checkPage } from './check-answers.ts';
import { seedHistory } from './seed-history.ts';
import { compareRates, noteDoubts, summarise } from './summarise.ts';

const OF_SERIALIZER = 3;
const PAGE_SIZE = 50;
const OLDER_PAGES = 32;

/** The newest page, which everyone loads first, and older ones, which a cache of the newest does not help. */
export async function measureHistory(setting: Setting): Promise<Result> {
  const core = setting.cores?.server;
  const messages = setting.scale.history;
  const bookchat = await startBookChat(setting);
  const byTheBook = await startPeer({
    name: 'Kysely + zod serializer',
    entry: 'kysely-zod-page.ts',
    core,
    folder: setting.newFolder(),
    messages,
  });
  await seedHistory(bookchat.port, messages);
  for (const { port } of [bookchat, byTheBook]) await checkPages(port, messages);

  const contenders = [
    ask(bookchat, [NEWEST]),
    ask(byTheBook, [NEWEST]),
    ask(bookchat, olderPages(messages)),
    ask(byTheBook, olderPages(messages)),
  ];
  const rounds = await alternate(contenders, setting);
  await bookchat.stop();
  await byTheBook.stop();

  const rows = contenders.map(({ target, what }, index) =>
    summarise(`${target.name}, ${what}`, rounds[index] ?? []),
  );
  return {
    measure: 'history',
    title: 'History: GET /api/messages, a page of 50',
    rows,
    verdicts: [
      compareRates(`${byTheBook.name}, newest page`, rounds[0], rounds[1], OF_SERIALIZER),
      compareRates(`${byTheBook.name}, older pages`, rounds[2], rounds[3], OF_SERIALIZER),
    ],
    notes: noteDoubts(rows),
  };
}

const NEWEST = '/api/messages';

function ask(target: Target, paths: readonly string[]) {
  const texts = paths.map((path) => getRequest(target.port, path));
  const what = paths.length === 1 ? 'newest page' : 'older pages';
  return { target, what, expectedStatus: 200, requests: { kind: 'cycle', texts } as const };
}

function olderPages(messages: number): string[] {
  const step = Math.floor((messages - PAGE_SIZE) / OLDER_PAGES);
  return Array.from({ length: OLDER_PAGES }, (_, page) => pageBefore(PAGE_SIZE + page * step));
}

const pageBefore = (index: number) => `/api/messages?before=${seedMessage(index).id}`;

async function checkPages(port: number, messages: number): Promise<void> {
  await checkPage(port, NEWEST, seedMessage(messages - 1).id);
  await checkPage(port, pageBefore(PAGE_SIZE), seedMessage(PAGE_SIZE - 1).id);
}
