import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { it } from '../../../test/server-test.ts';
import { openRotatingLog } from './rotating-log.ts';

const MIB = 1024 * 1024;
const open = (dir: string, more = {}) =>
  openRotatingLog({ dir, name: 'app.log', fileBytes: MIB, files: 5, ...more });
const line = (text: string) => `${JSON.stringify({ message: text })}\n`;

describe('a rotating log', () => {
  it('keeps its name, and appends to what is there', async ({ folder }) => {
    for (const text of ['one', 'two']) {
      const log = open(folder);
      log.write(line(text));
      await log.close();
    }
    expect(readdirSync(folder)).toEqual(['app.log']);
    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toBe(line('one') + line('two'));
  });

  it('is for the owner of the files alone', async ({ folder }) => {
    const log = open(join(folder, 'logs'));
    log.write(line('one'));
    await log.close();
    expect(statSync(join(folder, 'logs/app.log')).mode & 0o777).toBe(0o600);
  });

  it('makes a new file at 1 MiB, and keeps five old ones', async ({ folder }) => {
    for (let part = 1; part <= 8; part++) {
      const log = open(folder);
      for (let kilobyte = 0; kilobyte < 1_100; kilobyte++)
        log.write(line(`part ${part} `.padEnd(1_000, '.')));
      await log.close();
    }
    expect(readdirSync(folder).toSorted()).toEqual([
      'app.log',
      ...[1, 2, 3, 4, 5].map((number) => `app.log.${number}`),
    ]);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const text of files) {
      expect(text.length).toBeLessThanOrEqual(1.1 * MIB);
      for (const entry of text.trimEnd().split('\n')) expect(JSON.parse(entry)).toHaveProperty('message');
    }
    expect(files.join('')).toContain('part 8');
    expect(files.join('')).not.toContain('part 1 ');
  });

  it('makes a new file at the size, and keeps as many, as it is told', async ({ folder }) => {
    for (let part = 1; part <= 4; part++) {
      const log = open(folder, { fileBytes: 64 * 1024, files: 2 });
      for (let kilobyte = 0; kilobyte < 70; kilobyte++) log.write(line(`part ${part} `.padEnd(1_000, '.')));
      await log.close();
    }
    expect(readdirSync(folder).toSorted()).toEqual(['app.log', 'app.log.1', 'app.log.2']);
  });

  it('loses lines and not the caller while its folder cannot be written, and says how many once it can', async ({
    folder,
  }) => {
    const logs = join(folder, 'logs');
    writeFileSync(logs, 'a file where the folder belongs');
    const log = open(logs);
    await writeThrough(log, ['lost one', 'lost two']);
    rmSync(logs);
    mkdirSync(logs);
    await passReopenPause();
    await writeThrough(log, ['kept']);
    await log.close();
    const lines = readFileSync(join(logs, 'app.log'), 'utf8').trimEnd().split('\n');
    expect(lines.map((text) => JSON.parse(text))).toEqual([
      { level: 'warn', name: 'bookchat', time: expect.any(String), message: '2 log lines were lost' },
      { message: 'kept' },
    ]);
  });

  it('begins a line of its own after one that a crash or a full disk has left without an end', async ({
    folder,
  }) => {
    writeFileSync(join(folder, 'app.log'), `${line('whole')}{"message":"ha`);
    const log = open(folder);
    await writeThrough(log, ['one']);
    await writeThrough(log, ['two']);
    await log.close();
    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toBe(
      `${line('whole')}{"message":"ha\n${line('one')}${line('two')}`,
    );
  });

  it.runIf(existsSync('/proc/self'))('gives up on a folder that cannot be made', async () => {
    const log = open('/proc/bookchat/logs');
    await writeThrough(log, ['lost']);
    await expect(log.close()).resolves.toBeUndefined();
  });

  it('lets no more than 4 MiB wait for a slow disk', async ({ folder }) => {
    const log = open(folder);
    const megabyte = line('x'.repeat(MIB));
    for (let count = 0; count < 8; count++) log.write(megabyte);
    await log.close();
    const written = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(written).toBeGreaterThan(3 * MIB);
    expect(written).toBeLessThan(6 * MIB);
  });

  it('closes where nothing could ever be written', async ({ folder }) => {
    writeFileSync(join(folder, 'logs'), '');
    const log = open(join(folder, 'logs'));
    log.write(line('lost'));
    await expect(log.close()).resolves.toBeUndefined();
  });
});

/** Writes lines, and enough beside them that they leave at once. */
async function writeThrough(
  log: ReturnType<typeof openRotatingLog>,
  texts: readonly string[],
): Promise<void> {
  for (const text of texts) log.write(line(text));
  await log.flush();
}

/** The log waits ten seconds of its own clock before it tries again. */
async function passReopenPause(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + 11_000);
}
