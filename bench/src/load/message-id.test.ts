import { messageIdSchema } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { nextMessageId } from './message-id.ts';

test('ids are valid, all different and in order of time', () => {
  const ids = Array.from({ length: 20_000 }, nextMessageId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids.slice(0, 5_000)) expect(messageIdSchema.safeParse(id).success).toBe(true);
  expect((ids[0] ?? '') < (ids.at(-1) ?? '')).toBe(true);
});
