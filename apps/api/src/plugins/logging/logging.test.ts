import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { postMessage } from '@bookchat/shared';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { callRefused } from '../../../test/call.ts';
import { createPaper } from '../../../test/create-paper.ts';
import { readDocument } from '../../../test/read-document.ts';
import { readProblem } from '../../../test/read-problem.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { parseConfig } from '../../config.ts';
import { createLogger, type ServerLog } from './index.ts';

/** As hard to find in a log as a secret may be: JSON writes two of its characters differently. */
const CANARY = 'canary-"quoted"-and-\\slashed\\-secret-0123456789';
const GITHUB_CANARY = 'ghp_canary0123456789';

/** A server that logs to files in `folder`, and to a terminal that keeps what it prints. */
const it = base
  .extend('terminal', () => createPaper())
  .extend('log', async ({ folder, terminal }, { onCleanup }) => {
    const { config, secrets } = parseConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'debug',
      LOG_DIR: folder,
      ADMIN_TOKEN: CANARY,
      GITHUB_TOKEN: GITHUB_CANARY,
    });
    const log = createLogger(config, secrets, terminal);
    onCleanup(() => log.close());
    return log;
  })
  .extend('logged', ({ start, log }) => start.server({}, { logger: log.logger }));

describe('the log', () => {
  it('has a line for each answer, with time, level, name, message and request id', async ({
    logged,
    log,
    folder,
  }) => {
    const answer = await send(logged, { path: '/api/messages?room=general' });
    const [line] = await readAnswered(log, folder);
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      name: 'bookchat',
      request_id: answer.headers['x-request-id'],
      method: 'GET',
      route: '/api/messages',
      status: 200,
      ms: expect.any(Number),
      client: '127.0.0.1',
      message: 'answered',
    });
  });

  it('leaves out probes that are well and polls that bring nothing', async ({ logged, log, folder }) => {
    await send(logged, { path: '/livez' });
    const { headers, text } = await send(logged, { path: '/api/changes' });
    const since = JSON.parse(text).cursor as string;
    await send(logged, {
      path: `/api/changes?since=${since}`,
      headers: { 'if-none-match': String(headers['etag']) },
    });
    const lines = await readAnswered(log, folder);
    expect(lines.map(({ route }) => route)).toEqual(['/api/changes']);
  });

  it('has errors in error.log too, with the request and the reason, which the answer keeps back', async ({
    logged,
    log,
    folder,
  }) => {
    await sql`alter table messages rename to hidden`.execute(logged.database.kysely);
    const { body, headers } = await callRefused(logged, postMessage, { body: { content: 'hello' } });
    expect(body).toMatchObject({ code: 'internal_error', status: 500 });
    expect(JSON.stringify(body)).not.toMatch(/messages|table|sqlite/i);
    const errors = await readLines(log, folder, 'error.log');
    expect(errors).toEqual([
      expect.objectContaining({
        level: 'error',
        name: 'bookchat',
        time: expect.any(String),
        message: body.detail,
        request_id: headers['x-request-id'],
        err: expect.objectContaining({ message: expect.stringContaining('no such table') }),
      }),
    ]);
    expect(await readLines(log, folder, 'app.log')).toContainEqual(errors[0]);
  });

  it('turns both files over at 1 MiB and keeps five, and nothing but errors is in error.log', async ({
    folder,
  }) => {
    const { config, secrets } = parseConfig({ NODE_ENV: 'production', HOST: '127.0.0.1', LOG_DIR: folder });
    for (let part = 0; part < 8; part++) await fillALog(createLogger(config, secrets, createPaper()));
    const kept = (name: string) => [name, ...[1, 2, 3, 4, 5].map((number) => `${name}.${number}`)];
    expect(readdirSync(folder).toSorted()).toEqual([...kept('app.log'), ...kept('error.log')]);
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).size, name).toBeLessThanOrEqual(1.2 * 1024 * 1024);
    expect(levelsIn(folder, kept('app.log'))).toEqual(['error', 'warn']);
    expect(levelsIn(folder, kept('error.log'))).toEqual(['error']);
  });

  it('is JSON in the files, and easy to read where a person watches', async ({ folder }) => {
    const { config, secrets } = parseConfig({ NODE_ENV: 'development', LOG_DIR: folder });
    const terminal = createPaper({ isTTY: true });
    const log = createLogger(config, secrets, terminal);
    log.logger.info({ status: 201 }, 'answered');
    const [line] = await readLines(log, folder, 'app.log');
    expect(line).toMatchObject({ level: 'info', name: 'bookchat', message: 'answered', status: 201 });
    expect(terminal.printed()).toMatch(/\d\d:\d\d:\d\d.*INFO.*answered.*\n.*status.*201/s);
    expect(terminal.printed()).not.toContain('{"');
  });

  it('has debug lines nowhere but on the terminal', async ({ log, folder }) => {
    log.logger.debug('only for a person');
    expect(await readLines(log, folder, 'app.log')).toEqual([]);
  });

  it('holds no secret, wherever a client or an error puts it', async ({ logged, log, folder, terminal }) => {
    await sendEverywhere(logged, CANARY);
    log.logger.error(
      { err: new Error(`of ${CANARY}`, { cause: new Error(GITHUB_CANARY) }) },
      `met ${CANARY}`,
    );
    log.hide('made-at-the-start');
    log.logger.warn({ nested: { token: 'made-at-the-start' } }, 'made-at-the-start');
    log.tell('made-at-the-start');
    await log.close();
    const all = [
      ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
      terminal.printed(),
    ].join('');
    expect(all).toContain('[secret]');
    expect(all).toContain('answered');
    for (const secret of [
      CANARY,
      JSON.stringify(CANARY).slice(1, -1),
      encodeURIComponent(CANARY),
      GITHUB_CANARY,
      'made-at-the-start',
    ])
      expect(all).not.toContain(secret);
  });

  it('keeps quiet at the level silent', async ({ folder }) => {
    const { config, secrets } = parseConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', LOG_DIR: folder });
    const terminal = createPaper();
    const log = createLogger(config, secrets, terminal);
    log.hide('nothing');
    log.logger.fatal('unheard');
    log.tell('what a person must know');
    await log.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(terminal.printed()).toBe('what a person must know\n');
  });
});

/** More than a file holds: mostly errors, and some lines that are none. */
async function fillALog({ logger, close }: ServerLog): Promise<void> {
  for (let line = 0; line < 1_100; line++) {
    logger.error('e'.repeat(1_000));
    if (line % 100 === 0) logger.warn('not an error');
  }
  await close();
}

function levelsIn(folder: string, names: readonly string[]): string[] {
  const lines = names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const levels = lines.filter((line) => line !== '').map((line) => JSON.parse(line).level as string);
  return [...new Set(levels)].toSorted();
}

async function readAnswered(log: ServerLog, folder: string) {
  return (await readLines(log, folder, 'app.log')).filter(({ message }) => message === 'answered');
}

async function readLines(log: ServerLog, folder: string, name: string): Promise<Record<string, unknown>[]> {
  await log.close();
  const text = readFileSync(join(folder, name), 'utf8');
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A secret in each place of a request, on every route. */
async function sendEverywhere(server: TestServer, secret: string): Promise<void> {
  const { operations } = await readDocument(server);
  const encoded = encodeURIComponent(secret);
  for (const { method, path } of [...operations, { method: 'GET', path: `/nowhere/${encoded}` }]) {
    const answer = await send(server, {
      method,
      path: `${path}?token=${encoded}`,
      headers: {
        authorization: `Bearer ${secret}`,
        cookie: `bookchat_admin=${encoded}`,
        'user-agent': secret,
        'x-request-id': secret,
        referer: `http://localhost/?${encoded}`,
      },
      ...(method === 'POST' ? { body: { content: secret, [secret]: secret } } : {}),
    });
    if (answer.status >= 400) readProblem(answer);
    expect(JSON.stringify(answer.headers)).not.toContain(secret);
  }
}
