import { once } from 'node:events';
import { livez, readyz } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call } from '../../../test/call.ts';
import { openConversation, parseAnswer } from '../../../test/exchange-raw.ts';
import { readProblem } from '../../../test/read-problem.ts';
import { it } from '../../../test/server-test.ts';

const HEADERS = 'Host: localhost\r\nContent-Type: application/json\r\n';
const BODY = '{"content":"hello"}';

describe('the probes', () => {
  it.for([livez, readyz])('answer $path while the server runs', async (endpoint, { server }) => {
    expect(await call(server, endpoint)).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});

describe('a server that stops', () => {
  it('finishes what is under way, and sends the next on the same connection elsewhere', async ({ start }) => {
    const server = await start.server();
    const conversation = openConversation(server);
    conversation.write(`POST /api/messages HTTP/1.1\r\n${HEADERS}Content-Length: ${BODY.length}\r\n\r\n`);
    await once(server.app.server, 'request');
    const closed = server.app.close();
    await vi.waitFor(() => expect(() => server.app.readiness.ensure()).toThrow('stopping'));
    conversation.write(`${BODY}GET /readyz HTTP/1.1\r\n${HEADERS}\r\n`);
    const [posted, refused] = (await conversation.end).split(/(?=HTTP\/1\.1 \d)/).map(parseAnswer);
    expect(posted).toMatchObject({ status: 201 });
    expect(refused?.headers).toMatchObject({ 'retry-after': '2', connection: 'close' });
    expect(refused && readProblem(refused)).toMatchObject({ code: 'shutting_down', status: 503 });
    await closed;
  });
});
