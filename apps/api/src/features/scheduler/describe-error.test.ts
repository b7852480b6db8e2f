import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../../test/server-test.ts';
import { describeError } from './describe-error.ts';

describe('what is told of an error', () => {
  it.for([
    ['a file', (folder: string) => statSync(join(folder, 'it’s, not there')), 'stat'],
    ['two files', (folder: string) => copyFileSync(join(folder, 'one'), join(folder, 'two')), 'copyfile'],
  ] as const)('of the system with %s names no path', ([, act, syscall], { folder }) => {
    const error = thrownBy(() => act(folder));
    expect(error.message).toContain(folder);
    const told = `ENOENT: no such file or directory, ${syscall}`;
    expect(describeError(error)).toBe(told);
    expect(describeError(new Error('The disk cannot be read', { cause: error }))).toBe(
      `The disk cannot be read: ${told}`,
    );
    expect(describeError(structuredClone(error)), 'as a thread hands it over').toBe(told);
  });

  it('is all of what it says otherwise', () => {
    const message = "Error: wanted 'this', stat 'that', and got neither";
    expect(describeError(new Error(message))).toBe(message);
  });
});

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown');
}
