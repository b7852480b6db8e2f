import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect } from 'vitest';
import { it } from '../test/server-test.ts';
import { ConfigError } from './config.ts';
import { explainStartError } from './explain-start-error.ts';
import { StartError } from './start-error.ts';

describe('what a start that failed says', () => {
  it('is 78 and the mistakes where the configuration has some', () => {
    const error = new ConfigError([{ variable: 'PORT', message: 'must be 1' }]);
    expect(explainStartError(error)).toEqual({ message: error.message, exitCode: 78 });
  });

  it('is the sentence that the error holds', () => {
    expect(explainStartError(new StartError('Do this.'))).toEqual({ message: 'Do this.', exitCode: 1 });
  });

  it.for([
    ['203.0.113.5', 'HOST is 203.0.113.5, which is no address of this machine.'],
    ['nowhere.invalid', 'HOST is nowhere.invalid, a name that was not found.'],
  ] as const)('names the host %s', async ([host, sentence]) => {
    const { message, exitCode } = explainStartError(await errorOfListening(host));
    expect(message).toContain(sentence);
    expect({ exitCode, lines: message.split('\n').length }).toEqual({ exitCode: 1, lines: 1 });
  });

  it('names the port that needs more rights', () => {
    const error = Object.assign(new Error('listen EACCES: permission denied 127.0.0.1:81'), {
      code: 'EACCES',
      syscall: 'listen',
      address: '127.0.0.1',
      port: 81,
    });
    expect(explainStartError(error).message).toBe(
      'Port 81 needs rights that this user does not have. Set PORT to another, such as 5002.',
    );
  });

  it('names a file that cannot be read', ({ folder }) => {
    const error = errorOf(() => readFileSync(`${folder}/missing`));
    expect(explainStartError(error).message).toMatch(/^\/.*\/missing cannot be used: ENOENT.*\.$/);
  });

  it('is the whole error where nothing better is known', () => {
    expect(explainStartError(new TypeError('broken')).message).toMatch(/^TypeError: broken\n {4}at /);
    const listening = Object.assign(new Error('listen EWHAT'), { syscall: 'listen' });
    expect(explainStartError(listening).message).toContain('listen EWHAT\n');
    expect(explainStartError('thrown')).toEqual({ message: 'thrown', exitCode: 1 });
  });
});

function errorOfListening(host: string): Promise<Error> {
  return new Promise((resolve) => createServer().once('error', resolve).listen(0, host));
}

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('This did not fail');
}
