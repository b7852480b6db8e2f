import { type BodyOf, type Message, postMessage } from '@bookchat/shared';
import { call } from './call.ts';

/** Posts one message after another. */
export async function post(
  server: { readonly url: string },
  ...bodies: readonly BodyOf<typeof postMessage>[]
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const body of bodies) messages.push((await call(server, postMessage, { body })).body);
  return messages;
}
