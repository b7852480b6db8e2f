import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadBackup, fillPath, makeBackup, openAdminSession } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { post } from '../../../test/post.ts';
import { asAdmin, backUp, query } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN } from '../../../test/start-test-server.ts';

const CANARY = 'canary-0123456789';
const SECRETS = {
  GITHUB_REPOSITORY: 'acme/chat',
  GITHUB_TOKEN: `ghp_${CANARY}-github`,
  SMTP_URL: `smtps://alice:${CANARY}-mail@mail.invalid`,
  ALERT_EMAIL_TO: 'alice@example.org',
  ALERT_WEBHOOK_URL: `https://hooks.invalid/${CANARY}-address`,
  ALERT_WEBHOOK_SECRET: `${CANARY}-signature`,
};

describe('a backup', () => {
  it.override('parts', { clock: createClock() });

  it('holds no secret and no session, neither in its file nor in its manifest', async ({ start }) => {
    const server = await start.server({ ...SECRETS, MAX_BACKUPS: '1' });
    const session = await call(server, openAdminSession, { headers: asAdmin });
    const [cookie = ''] = [session.headers['set-cookie'] ?? []].flat();
    const [, value = ''] = /=([^;]+)/.exec(cookie) ?? [];
    await send(server, {
      method: 'POST',
      path: makeBackup.path,
      headers: { authorization: `Bearer ${CANARY}-wrong` },
    });
    await post(server, { author: 'alice', content: 'the tide' });
    await runTask(server, 'api_keys');
    await backUp(server);
    const { id } = await backUp(server);
    expect(value.length, 'the session').toBeGreaterThan(20);
    const { dir } = server.config.backups;
    const contents: Buffer[] = readdirSync(dir).map((name) => readFileSync(join(dir, name)));
    contents.push((await send(server, { path: fillPath(downloadBackup, { id }), headers: asAdmin })).bytes);
    expect(
      contents.some((content) => content.includes('the tide')),
      'what is looked through',
    ).toBe(true);
    for (const secret of [CANARY, TEST_ADMIN_TOKEN, value])
      for (const content of contents) expect(content.includes(secret)).toBe(false);
  });

  it('knows of the secrets no more than how old they are', async ({ start }) => {
    const server = await start.server(SECRETS);
    await runTask(server, 'api_keys');
    const { file } = await backUp(server);
    const names = query(join(server.config.backups.dir, file), 'select name from watched_secrets');
    expect(names).toEqual(expect.arrayContaining(['GITHUB_TOKEN', 'SMTP_URL']));
  });
});
