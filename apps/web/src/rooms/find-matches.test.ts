import { expect, test } from 'vitest';
import { findMatches } from './find-matches.ts';

const ROOMS = ['General', 'Harbour works', 'Réleases', 'Old harbour', 'seaharbour'].map((title) => ({
  title,
}));
const found = (typed: string) => findMatches(ROOMS, typed).map(({ title }) => title);

test('nothing typed finds everything, in its order', () => {
  expect(found(' ')).toEqual(['General', 'Harbour works', 'Réleases', 'Old harbour', 'seaharbour']);
});

test('what begins so comes first, then what has a word that does', () => {
  expect(found('HARBOUR')).toEqual(['Harbour works', 'Old harbour', 'seaharbour']);
});

test('marks make no difference', () => {
  expect(found('rele')).toEqual(['Réleases']);
});

test('what is nowhere is not found', () => {
  expect(found('quay')).toEqual([]);
});
