import { expect, test } from 'vitest';
import { formatMoment } from './format-moment.ts';
import { splitMoments, withLocalTimes } from './with-local-times.ts';

const AT = '2026-11-20T17:16:41.123Z';

test('a moment in a sentence is told by the clock of the reader', () => {
  const told = withLocalTimes(`Refused from ${AT} on. It was good until 2026-11-20T17:16:41Z.`);
  const local = formatMoment(new Date(AT));
  expect(local).toMatch(/^\d+ November 2026, \d/);
  expect(told).toBe(`Refused from ${local} on. It was good until ${local}.`);
});

test('a sentence without one stays as it is', () => {
  expect(withLocalTimes('The key 2026-11-20 is good.')).toBe('The key 2026-11-20 is good.');
});

test('a moment may stand at the beginning, and at the end', () => {
  expect(splitMoments(AT)).toEqual([{ text: '' }, { at: AT }, { text: '' }]);
});
