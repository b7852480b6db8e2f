import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { listMessages, MAX_PAGE_SIZE, type Message, messageSchema } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import * as z from 'zod/mini';
import { post } from './client.ts';
import type { Ledger } from './ledger.ts';

const RETRIED_PER_CHECK = 20;
const LARGEST_PAGE = String(MAX_PAGE_SIZE);
const pageSchema = z.object({ messages: z.array(messageSchema), has_more: z.boolean() });

/**
 * Reads what came to the history since the last check, and holds it to what the clients were promised.
 * @throws Error that says which promise is broken.
 */
export async function checkHistory(
  url: string,
  dataDir: string,
  ledger: Ledger,
  random: () => number,
): Promise<void> {
  const known = new Set(ledger.seen);
  for await (const message of readAfter(url, ledger.seen.at(-1))) {
    if (known.has(message.id)) throw new Error(`The message ${message.id} is there twice`);
    checkPromise(message, ledger);
    known.add(message.id);
    ledger.seen.push(message.id);
  }
  for (const id of ledger.acknowledged.keys())
    if (!known.has(id)) throw new Error(`The message ${id} was acknowledged and is lost`);
  await retrySome(url, ledger, random);
  checkIntegrity(dataDir);
}

/** Reads the whole history anew: nothing that was seen before may have moved. */
export async function checkOrder(url: string, { seen }: Ledger): Promise<void> {
  const ids: string[] = [];
  for await (const { id } of readAfter(url, undefined)) ids.push(id);
  if (!isDeepStrictEqual(ids, seen)) throw new Error('The order of the history has changed');
}

function checkPromise(message: Message, { acknowledged, pending }: Ledger): void {
  const promised = acknowledged.get(message.id);
  const sent = promised ?? pending.get(message.id);
  if (sent === undefined) throw new Error(`Nobody wrote the message ${message.id}`);
  const { author, content } = message;
  if (
    promised === undefined
      ? sent.author !== author || sent.content !== content
      : !isDeepStrictEqual(message, promised)
  )
    throw new Error(
      `The message ${message.id} is not what was written: ${JSON.stringify({ message, sent })}`,
    );
}

async function* readAfter(url: string, from: string | undefined): AsyncGenerator<Message> {
  let after = from ?? (await readOldest(url));
  if (after === undefined) return;
  if (from === undefined) yield await readFirst(url, after);
  for (let more = true; more; ) {
    const page = await readPage(url, { after, limit: LARGEST_PAGE });
    yield* page.messages;
    after = page.messages.at(-1)?.id ?? after;
    more = page.has_more;
  }
}

/** Goes to the first message by pages backwards. */
async function readOldest(url: string): Promise<string | undefined> {
  let page = await readPage(url, { limit: LARGEST_PAGE });
  while (page.has_more)
    page = await readPage(url, { before: page.messages[0]?.id ?? '', limit: LARGEST_PAGE });
  return page.messages[0]?.id;
}

async function readFirst(url: string, id: string): Promise<Message> {
  const [second] = (await readPage(url, { after: id, limit: '1' })).messages;
  const page = await readPage(url, second === undefined ? { limit: '1' } : { before: second.id, limit: '1' });
  const [first] = page.messages;
  if (first?.id !== id) throw new Error(`The first message is ${String(first?.id)} and not ${id}`);
  return first;
}

async function readPage(url: string, query: Record<string, string>) {
  const search = new URLSearchParams(query);
  const answer = await fetch(`${url}${listMessages.path}?${search}`);
  return pageSchema.parse(await answer.json());
}

/** A retry of what was acknowledged long ago still finds it. */
async function retrySome(url: string, { acknowledged, seen }: Ledger, random: () => number): Promise<void> {
  for (let count = 0; count < RETRIED_PER_CHECK; count++) {
    const promised = acknowledged.get(seen[Math.floor(random() * seen.length)] ?? '');
    if (promised === undefined) continue;
    const { status, message } = await post(url, { ...promised, content: 'a retry' });
    if (status !== 200 || !isDeepStrictEqual(message, promised))
      throw new Error(`A retry of ${promised.id} was answered with ${status} ${JSON.stringify(message)}`);
  }
}

function checkIntegrity(dataDir: string): void {
  const database = new BetterSqlite3(join(dataDir, 'bookchat.db'), { readonly: true });
  try {
    const result = database.pragma('integrity_check', { simple: true });
    if (result !== 'ok') throw new Error(`The database is damaged: ${String(result)}`);
    const doubled = database.prepare('select id from messages group by id having count(*) > 1').all();
    if (doubled.length > 0) throw new Error(`Ids are there twice: ${JSON.stringify(doubled)}`);
  } finally {
    database.close();
  }
}
