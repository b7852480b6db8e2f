import { messageIdSchema } from '@bookchat/shared';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createIdMint } from './mint-id.ts';

const AT = Date.parse('2026-11-20T17:16:41.123Z');

test('an id is a UUID of version 7 that begins with its time', () => {
  const mint = createIdMint(() => AT);
  for (let count = 0; count < 1_000; count++) {
    const id = mint();
    expect(z.safeParse(messageIdSchema, id).success).toBe(true);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(AT);
  }
});

test('ids sort in the order in which they were minted, however many a millisecond has', () => {
  const mint = createIdMint(() => AT);
  const ids = Array.from({ length: 10_000 }, mint);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('ids sort in the order in which they were minted when the clock goes back', () => {
  const times = [AT, AT - 60_000, AT - 1, AT + 1];
  const mint = createIdMint(() => times.shift() ?? AT);
  const ids = [mint(), mint(), mint(), mint()];
  expect(ids.toSorted()).toEqual(ids);
});

test('two mints do not make the same id', () => {
  const [here, there] = [createIdMint(() => AT), createIdMint(() => AT)];
  expect(here().slice(19)).not.toBe(there().slice(19));
});
