import type * as z from 'zod/mini';
import { toPlainLine } from '../../../../lib/to-plain-line.ts';
import { TargetError } from '../target-error.ts';
import { type Answer, isJson } from './read-answer.ts';
import { describePage, type Names } from './to-target-error.ts';

type Reply = Pick<Answer, 'status' | 'headers' | 'data'>;

/** @throws TargetError where GitHub's answer is not what its description says. */
export function parseAnswer<T>(schema: z.ZodMiniType<T>, reply: Reply, names: Names): T {
  if (!isJson(reply)) throw new TargetError('unavailable', describePage(reply, names));
  const parsed = schema.safeParse(reply.data);
  if (parsed.success) return parsed.data;
  const field = toPlainLine(parsed.error.issues[0]?.path.join('.') ?? '', 60);
  throw new TargetError(
    'unavailable',
    `${names.place} gave an answer that cannot be right (field “${field}”).`,
  );
}
