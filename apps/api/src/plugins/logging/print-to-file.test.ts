import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { it as base } from '../../../test/server-test.ts';
import { printToFile } from './print-to-file.ts';

const PIPE_BYTES = 64 * 1024;
const UNREAD = constants.O_RDWR | constants.O_NONBLOCK;

/** Opens files, in `folder` where the path does not say otherwise, and closes them when the test ends. */
const it = base.extend('open', async ({ folder }, { onCleanup }) => {
  const files: number[] = [];
  onCleanup(() => {
    for (const fd of files) closeSync(fd);
  });
  return (path: string, flags: string | number) => {
    const fd = openSync(resolve(folder, path), flags);
    files.push(fd);
    return fd;
  };
});

describe('printing to a file', () => {
  it('writes all of it', async ({ folder, open }) => {
    const print = printToFile(open('out', 'w'));
    await print('one\n');
    await print('twö\n');
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('one\ntwö\n');
  });

  it('begins a line after one that has no end', async ({ folder, open }) => {
    const print = printToFile(open('out', 'w'));
    await print('half a li');
    await print('whole\n');
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('half a li\nwhole\n');
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full', async ({ open }) => {
    const print = printToFile(open('/dev/full', 'w'));
    await expect(print('one\n')).rejects.toThrow('ENOSPC');
  });

  it('waits for a reader who is slow', async ({ folder, open }) => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const pipe = open('pipe', UNREAD);
    writeSync(pipe, 'x'.repeat(PIPE_BYTES));
    const printed = printToFile(pipe)('late\n');
    expect(readSync(pipe, Buffer.alloc(PIPE_BYTES))).toBe(PIPE_BYTES);
    await printed;
    const rest = Buffer.alloc(PIPE_BYTES);
    expect(rest.toString('utf8', 0, readSync(pipe, rest))).toBe('late\n');
  });
});
