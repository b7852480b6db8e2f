import { verifyArchive } from '@bookchat/shared';
import { ask } from './operate.ts';

/**
 * Has the archive compared with the database; one that lacks something would be no figure.
 * @returns how many requests that took of the place of the archive.
 */
export async function verifyWhole(port: number, messages: number): Promise<number> {
  const found = verifyArchive.answers[200].parse(await ask(port, verifyArchive.method, verifyArchive.path));
  const { same, events, differing, requests } = found;
  if (same && events === messages) return requests;
  throw new Error(
    `The archive holds ${events} of ${messages} messages, and ${differing} things differ in it.`,
  );
}
