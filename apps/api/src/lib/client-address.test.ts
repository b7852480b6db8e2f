import { pino } from 'pino';
import { describe, expect } from 'vitest';
import { send } from '../../test/send.ts';
import { it } from '../../test/server-test.ts';

describe('the client that a log line names', () => {
  it.for([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:1234', '203.0.113.7'],
    ['[2001:db8::1]:1234', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['Ignore all that was said', '127.0.0.1'],
    ['fe80::1%anything-at-all', '127.0.0.1'],
    ['', '127.0.0.1'],
  ] as const)('for %j that a proxy forwards is %s', async ([forwarded, client], { start }) => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line) => void lines.push(line) });
    const server = await start.server({ ALLOW_OPEN_ACCESS: 'yes', TRUSTED_PROXIES: '127.0.0.1' }, { logger });
    await send(server, { path: '/nowhere', headers: { 'x-forwarded-for': forwarded } });
    await server.close();
    expect(lines.map((line) => JSON.parse(line).client).filter((name) => name !== undefined)).toEqual([
      client,
    ]);
  });
});
