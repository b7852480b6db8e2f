import process from 'node:process';
import { expect, it } from 'vitest';
import { countedCommand } from './counted-command-step.ts';

const printing = (line: string, exitCode = 0) =>
  countedCommand(
    process.execPath,
    '--eval',
    `console.log(${JSON.stringify(line)}); process.exitCode = ${exitCode}`,
  );

it('reads how many tests passed from the last line that says so', async () => {
  expect(await printing('1 passed, 1 failed\n10 passed, 0 failed')()).toEqual({
    state: 'passed',
    counts: { passed: 10, failed: 0, skipped: 0 },
  });
  expect(await printing('9 passed, 1 failed', 1)()).toMatchObject({ state: 'failed', counts: { failed: 1 } });
});

it('fails where no line says so', async () => {
  expect(await printing('done')()).toMatchObject({ state: 'failed' });
});
