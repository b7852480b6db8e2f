import { listBreaches, postMessage } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../call.ts';
import { send } from '../send.ts';
import { it } from './process-test.ts';

const TOKEN = 'a-token-of-the-operator-0123456789';
const RIGHT = { authorization: `Bearer ${TOKEN}` };
const body = { content: 'hello' };

describe.for([
  ['development', 60],
  ['production', 30],
] as const)('quick posts to a server in %s', ([environment, limit]) => {
  it(`are refused beyond ${limit} in a minute, remembered and summed up, also by the next server`, async ({
    launch,
  }) => {
    // Empty is as good as not set: the limits are the environment's own.
    const env = {
      NODE_ENV: environment,
      AUTH_MODE: 'open',
      HOST: '127.0.0.1',
      RATE_LIMIT_MAX_REQUESTS: '',
      ADMIN_TOKEN: TOKEN,
    };
    const server = await launch.server(env);
    for (let count = 0; count < limit; count++) await call(server, postMessage, { body });
    const { headers } = await callRefused(server, postMessage, { body });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    for (let count = 0; count < 4; count++)
      await send(server, { method: 'POST', path: postMessage.path, body });

    const refused = { summary: { total: 5, by_client: [{ client: '127.0.0.1', count: 5 }] } };
    expect((await call(server, listBreaches, { headers: RIGHT })).body).toMatchObject(refused);
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
    const next = await launch.server(env);
    expect((await call(next, listBreaches, { headers: RIGHT })).body).toMatchObject({
      ...refused,
      latest: [{ endpoint: 'POST /api/messages', client: '127.0.0.1', limit: 'write', count: 5 }],
    });
  });
});
