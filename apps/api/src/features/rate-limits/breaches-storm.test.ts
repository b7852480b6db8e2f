import { describe, expect, vi } from 'vitest';
import { createClock } from '../../../test/create-clock.ts';
import { exchangeRaw } from '../../../test/exchange-raw.ts';
import { countBreaches, readBreaches } from '../../../test/read-breaches.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const FLUSH = 10 * SECOND;
const STORM = 50_000;
const POLL = 'GET /api/changes HTTP/1.1\r\nHost: localhost\r\n\r\n';
const LAST = 'GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';

const it = base
  .extend('clock', () => createClock())
  .extend('limited', ({ start, clock }) => start.server({ RATE_LIMIT_MAX_POLLS: '1' }, { clock }));

describe('a storm of refusals', () => {
  it('of 50,000 requests is a single row, and nothing is written while it lasts', async ({
    limited,
    clock,
  }) => {
    const transact = vi.spyOn(limited.database, 'transact');
    const answers = await exchangeRaw(limited, POLL.repeat(STORM + 1), LAST);
    expect(answers.match(/HTTP\/1\.1 429 /g)).toHaveLength(STORM);
    expect(transact).not.toHaveBeenCalled();
    expect((await readBreaches(limited)).summary.total).toBe(STORM);
    await clock.pass(FLUSH);
    expect(await countBreaches(limited)).toEqual({ rows: 1, refusals: STORM });
    expect((await readBreaches(limited)).summary.total).toBe(STORM);
  });

  it('of a million addresses is held in bounded memory, and its sums are right', async ({
    limited,
    clock,
  }) => {
    refuse(limited, 1_000_000);
    expect(limited.app.breachBuffer.size).toBe(5_001);
    const { summary } = await readBreaches(limited);
    expect(summary.total).toBe(1_000_000);
    expect(summary.by_client).toHaveLength(10);
    expect(summary.by_client[0]).toMatchObject({ client: '(others)', count: 995_000 });
    await clock.pass(FLUSH);
    expect(await countBreaches(limited)).toEqual({ rows: 5_001, refusals: 1_000_000 });
    const { since, ...written } = (await readBreaches(limited)).summary;
    expect(summary).toMatchObject(written);
  });

  it('that goes on writes few rows, and names those who are refused most', async ({ limited, clock }) => {
    for (let minute = 0; minute < 60; minute++) {
      refuse(limited, 2_000);
      for (let count = 0; count < 50; count++) limited.app.breachBuffer.add('poll', 'GET /x', '203.0.113.7');
      await clock.pass(MINUTE);
    }
    await clock.pass(5 * MINUTE);
    const { rows, refusals } = await countBreaches(limited);
    expect(refusals).toBe(60 * 2_050);
    expect(rows, 'what is free at once, and what an hour adds').toBeLessThan(12_000);
    expect((await readBreaches(limited)).summary).toMatchObject({
      total: 60 * 2_050,
      by_client: [{ client: '(others)' }, { client: '203.0.113.7', count: 60 * 50 }, ...Array(8).fill({})],
    });
  });
});

/** As many addresses, each refused once. */
function refuse({ app }: TestServer, addresses: number): void {
  for (let address = 0; address < addresses; address++)
    app.breachBuffer.add('poll', 'GET /api/changes', `2001:db8:${address.toString(16)}::/64`);
}
