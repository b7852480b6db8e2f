import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { parseGiven } from './parse-given.ts';

const COMMAND: Command = {
  summary: '',
  takes: '<id>',
  options: { 'as-of': '<commit>', yes: null },
  run: async () => undefined,
};

describe('what stands after a command', () => {
  it.for([
    [['one'], [], {}],
    [['--yes', 'one'], ['yes'], {}],
    [['one', '--as-of', '1aa3fb6', '--yes'], ['yes'], { 'as-of': '1aa3fb6' }],
    [['--as-of=1aa3fb6', '--', 'one'], [], { 'as-of': '1aa3fb6' }],
  ] as const)('%j is read, in any order', ([args, flags, values]) => {
    const given = parseGiven(COMMAND, args);
    expect(given?.words).toEqual(['one']);
    expect([...(given?.flags ?? [])]).toEqual(flags);
    expect(Object.fromEntries(given?.values ?? [])).toEqual(values);
  });

  it.for([
    [],
    ['one', 'two'],
    ['one', '--as-of'],
    ['one', '--as-of', '--yes'],
    ['one', '--as-of='],
    ['one', '--yes=no'],
    ['one', '--force'],
    ['one', '-y'],
    ['one', '--__proto__'],
  ])('%j is not what it takes', (args) => {
    expect(parseGiven(COMMAND, args)).toBeNull();
  });
});
