import { listAlerts, postMessage } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, it } from '../../../test/alerts-test.ts';
import { call } from '../../../test/call.ts';
import { fillDisk, makeRoom } from '../../../test/fill-disk.ts';
import { send } from '../../../test/send.ts';

const body = { author: 'alice', content: 'x'.repeat(3_000) };

describe('a disk that fills up under the chat', () => {
  it('is one CRITICAL alert, which is over and stored once there is room', async ({ start, clock }) => {
    const server = await start.server({}, { clock });
    const list = async () => {
      const alerts = (await call(server, listAlerts, { query: { severity: 'CRITICAL' }, headers: ADMIN }))
        .body?.alerts;
      return alerts?.filter(({ cause }) => cause === 'storage_full') ?? [];
    };
    await fillDisk(server.database);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(server, { method: 'POST', path: postMessage.path, body })),
    );
    expect(answers.map(({ status }) => status)).toContain(507);
    expect(await list()).toMatchObject([{ state: 'open', severity: 'CRITICAL' }]);
    await makeRoom(server.database);
    await vi.waitFor(async () => {
      await clock.pass(5_000);
      const stored = server.database.kysely.selectFrom('alerts').selectAll();
      expect(await stored.where('cause', '=', 'storage_full').execute()).toMatchObject([
        { severity: 'CRITICAL', resolved_at: expect.any(String) },
      ]);
    });
    expect(await list()).toMatchObject([{ state: 'resolved' }]);
    expect(server.app.alerts.state().status).toBe('healthy');
  });
});
