// The least that a durable chat must do: node:http parses the body, and one transaction takes all that wait.
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Message } from '@bookchat/shared';
import { openMessages } from './open-messages.ts';
import { servePeer } from './serve-peer.ts';

type Post = Pick<Message, 'id' | 'author' | 'content'>;

const { PEER_DIR: folder = '' } = process.env;
mkdirSync(folder, { recursive: true });
const database = openMessages(folder);
const insert = database.prepare(
  'INSERT INTO messages (id, room, author, content, created_at) VALUES (?, ?, ?, ?, ?)',
);
const insertAll = database.transaction((messages: readonly Message[]) => {
  for (const { id, room, author, content, created_at } of messages)
    insert.run(id, room, author, content, created_at);
});
let waiting: { message: Message; response: ServerResponse }[] = [];

servePeer(
  createServer(async (request, response) => {
    add(toMessage(JSON.parse(await readBody(request)) as Post), response);
  }),
);

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.once('end', () => resolve(body));
  });
}

function toMessage({ id, author, content }: Post): Message {
  const created_at = new Date().toISOString();
  const receipt = { edited_at: null, git_commit_hash: null, synced: false };
  return { id, room: 'general', author, author_id: null, content, created_at, ...receipt };
}

function add(message: Message, response: ServerResponse): void {
  if (waiting.push({ message, response }) === 1) setImmediate(commit);
}

function commit(): void {
  const batch = waiting;
  waiting = [];
  insertAll.immediate(batch.map(({ message }) => message));
  for (const { message, response } of batch) answer(response, JSON.stringify(message));
}

function answer(response: ServerResponse, body: string): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(201, headers).end(body);
}
