import { readdirSync, readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import {
  askForRecovery,
  changeMe,
  confirmSignIn,
  join,
  lookAtLink,
  makeRecoveryLink,
  recover,
  signIn,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, cookieOf, joinBy, PASSWORD, tokenOf } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createPaper } from '../../../test/create-paper.ts';
import { startMailServer } from '../../../test/mail-server.ts';
import { it } from '../../../test/server-test.ts';
import { parseConfig } from '../../config.ts';
import { createLogger } from '../../plugins/logging/index.ts';

const NEW = 'another good password';
const WRONG = 'what somebody mistyped';

describe('the log of a server with accounts', { timeout: 90_000 }, () => {
  it('holds no password, link, cookie or address, nor what was typed as a name', async ({
    start,
    folder,
    onTestFinished,
  }) => {
    const mail = await startMailServer();
    onTestFinished(() => mail.close());
    const env = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, ALERT_EMAIL_TO: 'ops@example.org' };
    const terminal = createPaper();
    const { config, secrets } = parseConfig({
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'debug', LOG_DIR: folder },
      ...env,
    });
    const log = createLogger(config, secrets, terminal);
    const server = await start.server({ ...ACCOUNTS, ...env }, { logger: log.logger });

    const setUp = (await server.app.accounts.prepareSetUp()) ?? '';
    const { me, headers } = await joinBy(server, setUp, 'alice');
    await callRefused(server, signIn, { body: { name: 'typed-as-a-name', password: WRONG } });
    await callRefused(server, confirmSignIn, { headers, body: { password: WRONG } });
    await callRefused(server, changeMe, { headers, body: { email: 'no address: carol' } });
    const made = await call(server, makeRecoveryLink, { headers, params: { id: me.id } });
    const token = tokenOf(made.body.url);
    await call(server, lookAtLink, { body: { token } });
    await callRefused(server, join, { body: { token, name: 'bob', password: NEW } });
    await call(server, askForRecovery, { body: { email: 'alice@example.org' } });
    await expect.poll(() => mail.mails.length, { timeout: 10_000 }).toBe(1);
    const [, mailed = ''] = /join#([\w-]{43})/.exec(mail.mails[0]?.raw.replaceAll('=\r\n', '') ?? '') ?? [];
    await mail.close();
    await call(server, askForRecovery, { body: { email: 'alice@example.org' } });
    await expect.poll(terminal.printed, { timeout: 10_000 }).toContain('could not be mailed');
    const recovered = await call(server, recover, { body: { token, password: NEW } });
    await callRefused(server, recover, { body: { token, password: NEW } });
    await server.close();
    await log.close();

    const files = readdirSync(folder).filter((name) => name.endsWith('.log'));
    const all = [...files.map((name) => readFileSync(joinPath(folder, name), 'utf8')), terminal.printed()];
    expect(all[0]).toContain('/api/recover');
    const kept = [PASSWORD, NEW, WRONG, 'typed-as-a-name', 'alice@example.org', 'carol', tokenOf(setUp)];
    kept.push(token, mailed, secretOf(headers.cookie), secretOf(cookieOf(recovered.headers)));
    for (const secret of kept) {
      expect(secret.length).toBeGreaterThan(4);
      expect(all.join('')).not.toContain(secret);
    }
  });
});

function secretOf(cookie: string): string {
  return cookie.split('=')[1] ?? '';
}
