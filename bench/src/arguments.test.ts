import { expect, test } from 'vitest';
import { MEASURES, parseArguments } from './arguments.ts';

test('without arguments everything is measured at full length, freshly built', () => {
  expect(parseArguments([])).toEqual({
    quick: false,
    build: true,
    help: false,
    jsonFile: undefined,
    serverFile: undefined,
    only: [...MEASURES],
  });
});

test('a list names what is measured, and a leading -- is passed over', () => {
  const parsed = parseArguments(['--', '--quick', '--only', 'posts,start', '--json', 'a.json', '--no-build']);
  expect(parsed).toMatchObject({ quick: true, only: ['posts', 'start'], jsonFile: 'a.json', build: false });
});

test('a measure may have a name of two words', () => {
  expect(parseArguments(['--only', 'archive, archive-restore,verify']).only).toEqual([
    'archive',
    'archive-restore',
    'verify',
  ]);
});

test('an unknown measure or option is refused by name', () => {
  expect(() => parseArguments(['--only', 'post'])).toThrow('"post"');
  expect(() => parseArguments(['--fast'])).toThrow('--fast');
});
