import { expect, it } from 'vitest';
import { align } from './align.ts';

const at = (...columns: readonly number[]) =>
  Object.fromEntries(columns.map((column, number) => [number, { start: { line: 1, column } }]));
const file = (...branches: readonly number[]) => ({
  path: '/b/a.ts',
  statementMap: at(0, 4),
  fnMap: {},
  branchMap: at(...branches),
});

it('gives a file the places of the same file after another transform', () => {
  const ofThread = file(3, 9);
  expect(align(ofThread, file(2, 8))).toBe(true);
  expect(ofThread).toEqual(file(2, 8));
});

it('leaves a file whose places are others in number', () => {
  const ofThread = file(3);
  expect(align(ofThread, file(2, 8))).toBe(false);
  expect(ofThread).toEqual(file(3));
});
