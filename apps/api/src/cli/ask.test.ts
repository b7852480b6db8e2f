import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { ask } from './ask.ts';

it.for([
  ['y\n', true],
  ['Yes \n', true],
  ['n\n', false],
  ['yesterday\n', false],
  ['\n', false],
] as const)('a person who answers %j is understood', async ([answer, wanted]) => {
  const output = new PassThrough({ encoding: 'utf8' });
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const asked = ask('Go on?', { input, output });
  input.write(answer);
  expect(await asked).toBe(wanted);
  expect(output.read()).toContain('Go on? [y/N] ');
});

it('a person who hangs up has not said yes', async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const asked = ask('Go on?', { input, output: new PassThrough() });
  input.end();
  expect(await asked).toBe(false);
});

it('where nobody can be asked, it goes on', async () => {
  expect(await ask('Go on?', { input: new PassThrough(), output: new PassThrough() })).toBe(true);
});
