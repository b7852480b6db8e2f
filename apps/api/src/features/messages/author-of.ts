import { ANONYMOUS, type Message } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { ProblemError } from '../../lib/problem-error.ts';

export type Author = Pick<Message, 'author' | 'author_id'>;

/**
 * Who writes: in the open mode whoever they say, and else whoever is signed in, or the program whose key it is.
 * @throws ProblemError `validation_failed` for a name that is not theirs.
 */
export function authorOf(
  { person, apiKey }: FastifyRequest,
  given: string | undefined,
  mode: Config['auth']['mode'],
): Author {
  const who = person ?? apiKey;
  if (mode === 'open' || who === null) return { author: given ?? ANONYMOUS, author_id: null };
  if (given !== undefined && given !== who.name) throw notYours(who.name);
  return { author: who.name, author_id: who.id };
}

function notYours(name: string): ProblemError {
  const message = `You write as ${name}. Leave \`author\` out.`;
  return new ProblemError('validation_failed', message, { errors: [{ path: 'author', message }] });
}
