import { listChanges, listMessages, messageSchema } from '@bookchat/shared';
import { nextMessageId } from '../load/message-id.ts';

// A server that answers quickly with the wrong thing has won nothing: each is looked at once beforehand.

const address = (port: number, path: string) => `http://127.0.0.1:${port}${path}`;

/** A post comes back as it was sent. */
export async function checkPost(port: number): Promise<void> {
  const sent = {
    id: nextMessageId(),
    author: 'Alice',
    content: 'A first message, to see whether it comes back.',
  };
  const message = messageSchema.parse(await post(port, sent));
  ensure(message.id === sent.id && message.content === sent.content, 'a post came back changed');
}

/** Sends a message and gives the answer; fails unless it was created. */
export async function post(port: number, message: object): Promise<unknown> {
  const response = await fetch(address(port, '/api/messages'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  const body = await response.text();
  ensure(response.status === 201, `a post was answered with ${response.status}: ${body}`);
  return JSON.parse(body);
}

/** A page holds the 50 messages that end just before this one, or the newest. */
export async function checkPage(port: number, path: string, lastId: string): Promise<void> {
  const response = await fetch(address(port, path));
  const page = listMessages.answers[200].parse(await response.json());
  ensure(page.messages.length === 50, `a page held ${page.messages.length} messages`);
  ensure(page.messages.at(-1)?.id === lastId, 'a page ended with another message than it should');
}

/** The path and ETag of a poll that finds nothing new. */
export async function findIdlePoll(port: number): Promise<{ path: string; etag: string }> {
  const start = await fetch(address(port, '/api/changes'));
  const { cursor } = listChanges.answers[200].parse(await start.json());
  const path = `/api/changes?since=${cursor}`;
  const response = await fetch(address(port, path));
  await response.text();
  const etag = response.headers.get('etag') ?? '';
  const again = await fetch(address(port, path), { headers: { 'if-none-match': etag } });
  ensure(again.status === 304, `an idle poll was answered with ${again.status}`);
  return { path, etag };
}

function ensure(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(`Before anything was measured, ${otherwise}.`);
}
