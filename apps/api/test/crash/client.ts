import { type Message, postMessage } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import type { Draft, Ledger } from './ledger.ts';

/** Writes one message after another, as `author`, until the server dies or `signal` says stop. */
export async function writeUntilCrash(
  url: string,
  author: string,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const draft of listPending(ledger, author)) await deliver(url, draft, ledger);
    while (!signal.aborted) {
      const id = uuidv7();
      const draft = { id, author, content: `${author} says ${id} \u{1f30a}` };
      ledger.pending.set(id, draft);
      await deliver(url, draft, ledger);
    }
  } catch (error) {
    if (!isLostConnection(error)) throw error;
  }
}

/** Sends again whatever was never answered. */
export async function deliverPending(url: string, ledger: Ledger): Promise<void> {
  for (const draft of [...ledger.pending.values()]) await deliver(url, draft, ledger);
}

/** @throws TypeError when the connection is lost; then the draft stays pending. */
export async function deliver(url: string, draft: Draft, ledger: Ledger): Promise<void> {
  const { status, message } = await post(url, draft);
  if (status === 200) ledger.storedUnanswered += 1;
  ledger.acknowledged.set(draft.id, message);
  ledger.pending.delete(draft.id);
}

export async function post(
  url: string,
  { id, author, content }: Draft,
): Promise<{ status: number; message: Message }> {
  const answer = await fetch(`${url}${postMessage.path}`, {
    method: postMessage.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, author, content }),
  });
  const text = await answer.text();
  if (answer.status !== 201 && answer.status !== 200)
    throw new Error(`A post was answered with ${answer.status}: ${text}`);
  return { status: answer.status, message: JSON.parse(text) as Message };
}

function listPending({ pending }: Ledger, author: string): Draft[] {
  return [...pending.values()].filter((draft) => draft.author === author);
}

/** What fetch throws when the server is gone, before or within its answer. */
function isLostConnection(error: unknown): boolean {
  return error instanceof TypeError;
}
