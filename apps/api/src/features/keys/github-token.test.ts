import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import {
  fillPath,
  listKeys,
  rotateGithubToken,
  runTask as runTaskEndpoint,
  verifyArchive,
} from '@bookchat/shared';
import { pino } from 'pino';
import { describe, expect } from 'vitest';
import { ADMIN, it as archiveTest, readDetails } from '../../../test/archive-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { faults } from '../../../test/github/faults/faults.ts';
import { startGithubDouble } from '../../../test/github/start-github-double.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { post } from '../../../test/post.ts';
import { runTask } from '../../../test/run-task.ts';
import { send } from '../../../test/send.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { withGithub } from '../../../test/with-github.ts';
import { keepGithubToken } from '../../lib/kept-github-token.ts';

const DAY_MS = 86_400_000;
const NEW_TOKEN = 'ghp_canaryOfTheNewOne';

const it = archiveTest
  .extend('github', async ({ task: _ }, { onCleanup }) => {
    const github = await startGithubDouble({});
    onCleanup(async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    });
    return github;
  })
  .extend('env', ({ github }) => withGithub(github));

describe('another token for GitHub', () => {
  it('is tried, and then counts without a restart', async ({ server, github }) => {
    await post(server, { content: 'before' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    github.setToken(NEW_TOKEN);
    await post(server, { content: 'while the old one is not taken any more' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'failed' });
    const expiresAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 200 * DAY_MS);
    github.setTokenExpiry(expiresAt.getTime());
    const { body } = await rotate(server, NEW_TOKEN);
    expect(body.check).toMatch(/reachable, push allowed, branch \w+ exists, private, token expires on/);
    expect(body.secret).toMatchObject({
      name: 'GITHUB_TOKEN',
      status: 'active',
      rotates_here: true,
      expires_at: expiresAt.toISOString(),
    });
    await expect.poll(async () => (await readDetails(server)).backlog).toBe(0);
    expect((await readDetails(server)).state).toBe('idle');
  });

  it('comes in the middle of what is archived, and all of it arrives once', async ({ server, github }) => {
    const posting = Array.from({ length: 300 }, (_, number) =>
      post(server, { content: `message ${number}` }),
    );
    await archive(server);
    await expect.poll(() => github.requests.some(({ operation }) => operation === 'createTree')).toBe(true);
    github.setToken(NEW_TOKEN);
    await rotate(server, NEW_TOKEN);
    await Promise.all(posting);
    await expect
      .poll(
        async () => {
          await archive(server);
          return (await readDetails(server)).backlog;
        },
        { timeout: 10_000 },
      )
      .toBe(0);
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({ same: true, differing: 0 });
  });

  it('that GitHub does not take changes nothing', async ({ server, github }) => {
    const { body } = await callRefused(server, rotateGithubToken, {
      headers: ADMIN,
      body: { token: NEW_TOKEN },
    });
    expect(body).toMatchObject({ code: 'token_refused', status: 422 });
    expect(body.detail).toMatch(/does not take the token.* The token from before is still in use\.$/);
    expect(JSON.stringify(body)).not.toContain('canary');
    await post(server, { content: 'hello' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(github.head()).toMatch(/^[0-9a-f]{40}$/);
  });

  it('that may not write is refused', async ({ server, github }) => {
    github.setPushAllowed(false);
    const { body } = await callRefused(server, rotateGithubToken, {
      headers: ADMIN,
      body: { token: github.token ?? '' },
    });
    expect(body).toMatchObject({
      code: 'token_refused',
      detail: expect.stringContaining('push not allowed'),
    });
  });

  it('is not taken while GitHub cannot be asked', async ({ server, github }) => {
    // After the look at the start, which would meet it first.
    await expect.poll(() => github.requests.length).toBeGreaterThanOrEqual(2);
    github.fail('getRepository', faults.badGateway);
    const { body } = await callRefused(server, rotateGithubToken, {
      headers: ADMIN,
      body: { token: NEW_TOKEN },
    });
    expect(body).toMatchObject({ code: 'archive_unreachable', status: 502 });
  });

  it('is for nobody where the archive is elsewhere', async ({ start }) => {
    const server = await start.server({ GITHUB_REPOSITORY: '', GITHUB_TOKEN: '' });
    const { body } = await callRefused(server, rotateGithubToken, {
      headers: ADMIN,
      body: { token: NEW_TOKEN },
    });
    expect(body).toMatchObject({ code: 'archive_off', status: 409 });
  });

  it('outlasts a restart, until GITHUB_TOKEN itself is changed', async ({ start, github, folder, env }) => {
    const serve = (more: Readonly<Record<string, string>> = {}) =>
      start.server({ DATA_DIR: folder, ...more });
    const works = async (server: TestServer) => {
      await post(server, { content: 'hello' });
      return (await runTask(server, 'archive')).result === 'ok';
    };
    const first = await serve();
    github.setToken(NEW_TOKEN);
    await rotate(first, NEW_TOKEN);
    await first.close();
    const second = await serve();
    expect(await works(second)).toBe(true);
    await second.close();
    const file = join(folder, 'github-token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(env['GITHUB_TOKEN']);
    const third = await serve({ GITHUB_TOKEN: 'ghp_setByTheOperator' });
    github.setToken('ghp_setByTheOperator');
    expect(await works(third)).toBe(true);
  });

  it('is counted as a rotation, and its end is told of in time', async ({ server, github, clock }) => {
    await runTask(server, 'api_keys');
    github.setToken(NEW_TOKEN);
    github.setTokenExpiry(Math.floor(clock.now() / 1_000) * 1_000 + 30 * DAY_MS);
    const { body } = await rotate(server, NEW_TOKEN);
    expect(body.secret).toMatchObject({ rotations: 1, last_rotated_at: expect.any(String), age_days: 0 });
    const { open } = hearAlarms(server);
    const severity = async () => {
      await runTask(server, 'api_keys');
      return open.get('secret_expiry.github_token')?.severity;
    };
    clock.jump(15 * DAY_MS);
    expect(await severity()).toBeUndefined();
    clock.jump(2 * DAY_MS);
    expect(await severity()).toBe('WARNING');
    clock.jump(14 * DAY_MS);
    expect(await severity()).toBe('CRITICAL');
    const listed = (await call(server, listKeys, { headers: ADMIN })).body.secrets;
    expect(listed.find(({ name }) => name === 'GITHUB_TOKEN')?.status).toBe('expired');
  });

  it('is kept out of the log from its first use on, where another process has put it there', async ({
    start,
    github,
  }) => {
    const hidden: string[] = [];
    const server = await start.server({}, { hideInLog: (secret) => void hidden.push(secret) });
    await post(server, { content: 'one' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    keepGithubToken(server.config.dataDir, github.token ?? '', NEW_TOKEN);
    github.setToken(NEW_TOKEN);
    await post(server, { content: 'two' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(hidden).toContain(NEW_TOKEN);
  });

  it('is in no line of the log', async ({ start, github }) => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const server = await start.server({}, { logger: pino({ level: 'trace' }, stream) });
    await callRefused(server, rotateGithubToken, { headers: ADMIN, body: { token: NEW_TOKEN } });
    await callRefused(server, rotateGithubToken, { headers: ADMIN, body: { token: `${NEW_TOKEN} x` } });
    github.setToken(NEW_TOKEN);
    await rotate(server, NEW_TOKEN);
    expect(lines.join('')).toContain('the token for GitHub was changed');
    expect(lines.join('')).not.toContain('canary');
  });
});

/** Asks for a pass; one may be under way. */
async function archive(server: TestServer): Promise<void> {
  await send(server, {
    method: 'POST',
    path: fillPath(runTaskEndpoint, { name: 'archive' }),
    headers: ADMIN,
  });
}

function rotate(server: TestServer, token: string) {
  return call(server, rotateGithubToken, { headers: ADMIN, body: { token } });
}
