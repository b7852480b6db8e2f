import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LogLine, readLogs } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { type CallOptions, call, callRefused } from '../../../../test/call.ts';
import { createPaper } from '../../../../test/create-paper.ts';
import { it as base } from '../../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../../test/start-test-server.ts';
import { parseConfig } from '../../../config.ts';
import { createLogger } from '../../../plugins/logging/index.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
type Query = CallOptions<typeof readLogs>['query'];

/** A server of which the tests write the log. */
const it = base
  .extend('served', ({ start, folder }) => start.server({ LOG_DIR: folder }))
  .extend('write', ({ folder }) => (name: string, ...lines: readonly string[]) => {
    appendFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(''));
  });

describe('the end of the log', () => {
  it('is empty where nothing was logged, and where there is no folder', async ({ served, start, folder }) => {
    expect(await read(served)).toEqual({ lines: [], has_more: false });
    const other = await start.server({ LOG_DIR: join(folder, 'nowhere') });
    expect(await read(other)).toEqual({ lines: [], has_more: false });
  });

  it('has each line with what else it holds', async ({ served, write }) => {
    write(
      'app.log',
      toLine(1, 'info', 'answered', { route: '/api/messages', ms: 1.5 }),
      toLine(2, 'warn', 'careful'),
    );
    expect((await read(served)).lines).toEqual([
      {
        time: timeOf(1),
        level: 'info',
        message: 'answered',
        details: '{"route":"/api/messages","ms":1.5}',
      },
      { time: timeOf(2), level: 'warn', message: 'careful', details: '' },
    ]);
  });

  it('goes on into files that were turned over, the latest lines last', async ({ served, write }) => {
    write('app.log', toLine(5, 'info', 'five'), toLine(6, 'info', 'six'));
    write('app.log.1', toLine(3, 'info', 'three'), toLine(4, 'info', 'four'));
    write('app.log.2', toLine(1, 'info', 'one'), toLine(2, 'info', 'two'));
    write('app.log.6', toLine(0, 'info', 'not ours'));
    expect(messagesOf(await read(served))).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
    const some = await read(served, { limit: 3 });
    expect([messagesOf(some), some.has_more]).toEqual([['four', 'five', 'six'], true]);
    const all = await read(served, { limit: 6 });
    expect([all.lines.length, all.has_more]).toEqual([6, false]);
  });

  it('has the level that is asked for, and those above', async ({ served, write }) => {
    const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
    write('app.log', ...levels.map((level, second) => toLine(second, level, level)));
    expect(messagesOf(await read(served))).toEqual(['info', 'warn', 'error', 'fatal']);
    expect(messagesOf(await read(served, { level: 'error' }))).toEqual(['error', 'fatal']);
    expect(messagesOf(await read(served, { level: 'trace' }))).toEqual(levels);
  });

  it('is searched in messages and details, in whatever case', async ({ served, write }) => {
    write(
      'app.log',
      toLine(1, 'info', 'Grüße an ALLE'),
      toLine(2, 'info', 'other', { route: '/api/Messages' }),
      toLine(3, 'info', 'neither'),
    );
    expect(messagesOf(await read(served, { search: 'GRÜSSE' }))).toEqual([]);
    expect(messagesOf(await read(served, { search: 'grüße an alle' }))).toEqual(['Grüße an ALLE']);
    expect(messagesOf(await read(served, { search: 'api/messages' }))).toEqual(['other']);
  });

  it('passes over what is no line of the log', async ({ served, write, folder }) => {
    write(
      'app.log',
      toLine(1, 'info', 'one'),
      '{"level":"info","time":"2026-11-2',
      '',
      'null',
      '[1]',
      '"text"',
    );
    write(
      'app.log',
      '{"level":"odd","time":"2026-11-20T12:00:00.000Z"}',
      '{"level":"info","time":"yesterday"}',
    );
    write('app.log', toLine(2, 'info', 'two'));
    appendFileSync(join(folder, 'app.log'), toLine(3, 'info', 'three')); // its end is being written
    expect(messagesOf(await read(served))).toEqual(['one', 'two', 'three']);
  });

  it('reads nothing but the log', async ({ served, folder }) => {
    mkdirSync(join(folder, 'app.log'));
    writeFileSync(join(folder, 'secrets'), `${toLine(1, 'info', 'hidden')}\n`);
    expect(await read(served)).toEqual({ lines: [], has_more: false });
  });

  it('has no line twice where the file is turned over meanwhile', async ({ served, write, folder }) => {
    write(
      'app.log',
      ...Array.from({ length: 2_000 }, (_, second) => toLine(second % 60, 'info', `line ${second}`)),
    );
    const reading = read(served, { search: 'line 7' });
    renameSync(join(folder, 'app.log'), join(folder, 'app.log.1'));
    const { lines } = await reading;
    expect(new Set(lines.map(({ message }) => message)).size).toBe(lines.length);
  });

  it('holds what was logged a moment ago', async ({ start, folder }) => {
    const { config, secrets } = parseConfig({ NODE_ENV: 'test', LOG_LEVEL: 'info', LOG_DIR: folder });
    const { logger, flush, close } = createLogger(config, secrets, createPaper());
    const server = await start.server({ LOG_DIR: folder }, { logger, flushLog: flush });
    logger.warn('just now');
    expect(messagesOf(await read(server))).toContain('just now');
    await close();
  });

  it('is shown to those with the whole right, within its limits', async ({ served }) => {
    expect((await callRefused(served, readLogs)).body.code).toBe('admin_required');
    for (const query of [
      { limit: 1_001 },
      { limit: 0 },
      { level: 'silent' },
      { search: 'x'.repeat(201) },
      { file: 'x' },
    ])
      expect((await callRefused(served, readLogs, { headers, query })).body.code).toBe('validation_failed');
  });
});

async function read(server: TestServer, query: Query = {}) {
  return (await call(server, readLogs, { headers, query })).body;
}

function messagesOf({ lines }: { lines: readonly LogLine[] }): string[] {
  return lines.map(({ message }) => message);
}

function toLine(second: number, level: string, message: string, rest: object = {}): string {
  return JSON.stringify({ level, time: timeOf(second), name: 'bookchat', ...rest, message });
}

function timeOf(second: number): string {
  return `2026-11-20T12:00:${String(second).padStart(2, '0')}.000Z`;
}
