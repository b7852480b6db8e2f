// A page of history by the book: Kysely reads the rows, fastify-type-provider-zod checks and writes the answer.
import { mkdirSync } from 'node:fs';
import { listMessages, type Message } from '@bookchat/shared';
import { fastify } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { Kysely, SqliteDialect } from 'kysely';
import { openMessages } from './open-messages.ts';
import { seedMessage } from './seed-message.ts';
import { servePeer } from './serve-peer.ts';

const PAGE_SIZE = 50;

interface Tables {
  messages: Omit<Message, 'synced'> & { synced: number };
}

const { PEER_DIR: folder = '', PEER_MESSAGES: seeds } = process.env;
mkdirSync(folder, { recursive: true });
const database = openMessages(folder);
seed(Number(seeds));
const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });

const app = fastify().withTypeProvider<ZodTypeProvider>();
app.setSerializerCompiler(serializerCompiler);
app.get<{ Querystring: { before?: string } }>(
  '/api/messages',
  { schema: { response: { 200: listMessages.answers[200] } } },
  async (request) => {
    const rows = await listRows(request.query.before);
    return {
      messages: rows
        .slice(0, PAGE_SIZE)
        .reverse()
        .map((row) => ({ ...row, synced: row.synced === 1 })),
      has_more: rows.length > PAGE_SIZE,
    };
  },
);

await app.ready();
servePeer(app.server);

function listRows(before: string | undefined) {
  const newest = db
    .selectFrom('messages')
    .select(['id', 'room', 'author', 'content', 'created_at', 'edited_at', 'git_commit_hash', 'synced'])
    .where('room', '=', 'general')
    .orderBy('id', 'desc')
    .limit(PAGE_SIZE + 1);
  return (before === undefined ? newest : newest.where('id', '<', before)).execute();
}

function seed(count: number): void {
  const insert = database.prepare(
    `INSERT INTO messages (id, room, author, content, created_at)
     VALUES (:id, :room, :author, :content, :created_at)`,
  );
  database.transaction(() => {
    for (let index = 0; index < count; index++) {
      const { id, room, author, content, created_at } = seedMessage(index);
      insert.run({ id, room, author, content, created_at });
    }
  })();
}
