import { describe, expect, it } from 'vitest';
import { explainUnknown, findCommand } from './find-command.ts';

describe('a command', () => {
  it.for([
    [['backup'], 'backup', []],
    [['verify', 'archive', 'x'], 'verify', ['archive', 'x']],
    [['archive', 'verify', '--yes'], 'archive verify', ['--yes']],
    [[], 'help', []],
    [['-h'], 'help', []],
    [['--version'], 'version', []],
  ] as const)('is found in %j', ([words, name, args]) => {
    expect(findCommand(words)).toMatchObject({ name, args });
  });

  it.for([['fly'], ['archive'], ['archive', 'fly'], ['archive verify now'], ['']])(
    'is not found in %j',
    (words) => {
      expect(findCommand(words)).toBeNull();
    },
  );

  it('that is one of several words is explained by those', () => {
    expect(explainUnknown(['archive'])).toMatch(
      /^Usage: bookchat archive verify(?:\n {7}bookchat archive .*)*$/,
    );
    expect(explainUnknown(['fly'])).toMatch(/^There is no command "fly"\.\n\nUsage: bookchat <command>\n/);
  });
});
