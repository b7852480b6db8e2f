import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { startProcess } from '../start-process.ts';
import { it } from './process-test.ts';

const entry = join(import.meta.dirname, 'count-in-thread.ts');

describe('a process that is told to stop while SQLite is at work in a thread', () => {
  it('waits for the thread, and ends with 0', async ({ dataDir }) => {
    const counting = await startProcess({ dataDir, entry, args: ['300000'] });
    counting.kill('SIGTERM');
    const { code, stdout } = await counting.ended;
    expect(stdout).toContain('counted 300000');
    expect(code).toBe(0);
  });

  it('ends at once when it is told so again, however long that may take', async ({ dataDir }) => {
    const counting = await startProcess({ dataDir, entry });
    const insisting = setInterval(() => counting.kill('SIGTERM'), 200);
    const { signal, stdout } = await counting.ended;
    clearInterval(insisting);
    expect(signal).toBe('SIGTERM');
    expect(stdout).not.toContain('counted');
  });
});
