import { expect, test } from 'vitest';
import { localTimeIn } from './local-time-in.ts';

const NOON = new Date('2026-11-20T12:00:00.000Z');

test('a time of day is that of the zone', () => {
  expect(localTimeIn('Asia/Tokyo', NOON)).toMatch(/^(?:21:00|9:00\sPM)$/);
});

test('a zone that nobody named, or nobody here knows, has none', () => {
  expect(localTimeIn('', NOON)).toBeNull();
  expect(localTimeIn('Mars/Olympus', NOON)).toBeNull();
});
