import type { Clock } from '../../../lib/clock.ts';
import type { GithubClient } from '../targets/github/github-client.ts';
import { findAnswer } from '../targets/github/read-answer.ts';
import type { Headers } from '../targets/github/read-quota.ts';

export interface TimedClient extends GithubClient {
  /**
   * By how many milliseconds the clock of this machine is ahead of the one at the other end, half a second more or less
   * and half of what an answer took; null before the first answer that tells the time.
   */
  aheadMs(): number | null;
}

/** The header is cut to whole seconds. */
const HALF_A_SECOND_MS = 500;

/** A client that also hears what time it is at the other end; a refusal tells it as well. */
export function noteTime(client: GithubClient, clock: Clock): TimedClient {
  let aheadMs: number | null = null;

  return {
    ...client,
    aheadMs: () => aheadMs,
    ask: (call, schema, signal) =>
      client.ask(
        async (rest, common) => {
          const sentAt = clock.now();
          try {
            const reply = await call(rest, common);
            note(reply.headers, sentAt);
            return reply;
          } catch (error) {
            note(findAnswer(error)?.headers ?? {}, sentAt);
            throw error;
          }
        },
        schema,
        signal,
      ),
  };

  function note({ date }: Headers, sentAt: number): void {
    const there = Date.parse(String(date)) + HALF_A_SECOND_MS;
    if (!Number.isNaN(there)) aheadMs = (sentAt + clock.now()) / 2 - there;
  }
}
