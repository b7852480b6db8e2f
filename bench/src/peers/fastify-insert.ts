// What most would write first: Fastify, and one better-sqlite3 insert for each request, made durable.
import { mkdirSync } from 'node:fs';
import type { Message } from '@bookchat/shared';
import { fastify } from 'fastify';
import { openMessages } from './open-messages.ts';
import { servePeer } from './serve-peer.ts';

type Body = Pick<Message, 'id' | 'author' | 'content'>;

const { PEER_DIR: folder = '' } = process.env;
mkdirSync(folder, { recursive: true });
const insert = openMessages(folder).prepare(
  `INSERT INTO messages (id, room, author, content, created_at)
   VALUES (:id, :room, :author, :content, :created_at)`,
);

const app = fastify();
app.post<{ Body: Body }>('/api/messages', (request, reply) => {
  const { id, author, content } = request.body;
  const row = { id, room: 'general', author, content, created_at: new Date().toISOString() };
  insert.run(row);
  reply.code(201).send({ ...row, edited_at: null, git_commit_hash: null, synced: false });
});

await app.ready();
servePeer(app.server);
