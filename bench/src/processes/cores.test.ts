import { expect, test } from 'vitest';
import { onCore, parseCoreList } from './cores.ts';

test('a core list holds ranges and single cores', () => {
  expect(parseCoreList('0-2,5')).toEqual([0, 1, 2, 5]);
  expect(parseCoreList('')).toEqual([]);
});

test('a command without a core runs as it is', () => {
  expect(onCore(undefined, ['node', 'a.ts'])).toEqual(['node', 'a.ts']);
  expect(onCore(3, ['node'])).toEqual(['taskset', '-c', '3', 'node']);
});
