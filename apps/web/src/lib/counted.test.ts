import { expect, test } from 'vitest';
import { counted } from './counted.ts';

test('a number takes its noun along', () => {
  expect(counted(1, 'message')).toBe('1 message');
  expect(counted(0, 'message')).toBe('0 messages');
  expect(counted(1_200, 'message')).toBe('1,200 messages');
});
