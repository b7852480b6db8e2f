import { roomNameSchema } from '@bookchat/shared';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { nameOfTitle } from './name-of-title.ts';

test.each([
  ['Harbour works', 'harbour-works'],
  ['  Größe & Maß  ', 'grosse-mass'],
  ["What's new?", 'whats-new'],
  ['Café №5', 'cafe-no5'],
  ['--- 2026 ---', '2026'],
  [`${'a'.repeat(39)} tail`, 'a'.repeat(39)],
])('"%s" suggests "%s"', (title, name) => {
  expect(nameOfTitle(title)).toBe(name);
  expect(z.safeParse(roomNameSchema, name).success).toBe(true);
});

test('a title without Latin letters or digits suggests nothing', () => {
  expect(nameOfTitle('Гавань')).toBe('');
});
