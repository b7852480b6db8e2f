import { expect, test } from 'vitest';
import { runProcess } from './start-process.ts';

test('a command that succeeds is waited for, and gets the environment that it is given', async () => {
  const script = 'setTimeout(() => process.exit(process.env.WORD === "tide" ? 0 : 1), 20)';
  await expect(runProcess([process.execPath, '-e', script], { WORD: 'tide' })).resolves.toBeUndefined();
});

test('one that fails says how, and what it said last', async () => {
  const script = 'console.error("The folder is not empty."); process.exitCode = 3';
  await expect(runProcess([process.execPath, '-e', script], {})).rejects.toThrow(
    /ended \(3\)\nThe folder is not empty\./,
  );
});
