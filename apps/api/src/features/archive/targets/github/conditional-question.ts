import type * as z from 'zod/mini';
import type { Call, GithubClient } from './github-client.ts';
import { isAnswer } from './is-answer.ts';

export interface ConditionalQuestion<T> {
  ask(signal: AbortSignal): Promise<T>;
  /** What was answered turned out to be strange: the next answer is to be a whole one. */
  distrust(): void;
}

/**
 * A question that is asked again and again: it costs nothing of the quota as long as the answer is the same.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function createConditionalQuestion<T>(
  client: GithubClient,
  call: Call,
  schema: z.ZodMiniType<T>,
): ConditionalQuestion<T> {
  let seen: { readonly etag: string; readonly data: T } | null = null;

  return {
    async ask(signal) {
      const known = seen;
      try {
        const { etag, data } = await client.ask(withEtag(known?.etag), schema, signal);
        seen = etag === null ? null : { etag, data };
        return data;
      } catch (error) {
        if (known !== null && isAnswer(error, 304)) return known.data;
        throw error;
      }
    },
    distrust() {
      seen = null;
    },
  };

  function withEtag(etag: string | undefined): Call {
    if (etag === undefined) return call;
    return (rest, { headers, ...common }) =>
      call(rest, { ...common, headers: { ...headers, 'if-none-match': etag } });
  }
}
