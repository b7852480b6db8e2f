import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { createClock } from '../../../test/create-clock.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { countBreaches, readBreaches } from '../../../test/read-breaches.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const FLUSH = 10 * SECOND;

const it = base
  .extend('clock', () => createClock('2026-11-20T12:00:00.000Z'))
  .extend('watched', ({ start, clock }) => start.server({}, { clock }));

describe('the period of a summary', () => {
  it.for([
    ['buffered', 0],
    ['written', FLUSH],
  ] as const)('holds what is %s until it is over', async ([, wait], { watched, clock }) => {
    refuse(watched);
    await clock.pass(wait);
    clock.jump(DAY - wait);
    expect((await readBreaches(watched)).summary).toMatchObject({
      total: 1,
      since: '2026-11-20T12:00:00.000Z',
    });
    clock.jump(1);
    expect((await readBreaches(watched)).summary).toMatchObject({ total: 0, by_limit: [], by_client: [] });
  });

  it('can be any number of hours', async ({ watched, clock }) => {
    for (let hour = 0; hour < 5; hour++) {
      refuse(watched);
      await clock.pass(HOUR);
    }
    const totals = [];
    for (const hours of [1, 2, 4, 5, 720]) totals.push((await readBreaches(watched, hours)).summary.total);
    expect(totals).toEqual([1, 2, 4, 5, 5]);
  });

  it('is the configured one where none is asked for', async ({ start, clock }) => {
    const server = await start.server({ BREACH_PERIOD_HOURS: '2' }, { clock });
    refuse(server);
    await clock.pass(3 * HOUR);
    refuse(server);
    expect((await readBreaches(server)).summary).toMatchObject({
      total: 1,
      since: '2026-11-20T13:00:00.000Z',
    });
  });

  it('holds again what it held, when a clock that was set on is set back', async ({ watched, clock }) => {
    refuse(watched);
    await clock.pass(FLUSH);
    clock.jump(90 * DAY);
    expect((await readBreaches(watched)).summary.total).toBe(0);
    clock.jump(-90 * DAY);
    expect((await readBreaches(watched)).summary.total).toBe(1);
  });

  it('loses nothing when the clock is set back', async ({ watched, clock }) => {
    refuse(watched);
    await clock.pass(FLUSH);
    clock.jump(-HOUR);
    refuse(watched);
    await clock.pass(FLUSH);
    expect((await readBreaches(watched)).summary.total).toBe(2);
  });

  it('is counted right, however time passes and whatever is written when', async ({ start }) => {
    const steps = fc.array(
      fc.oneof(
        fc.record({
          refuse: fc.constantFrom('alice', 'bob', 'carol'),
          limit: fc.constantFrom('read', 'write'),
        }),
        fc.record({ pass: fc.constantFrom(1, FLUSH, HOUR / 2) }),
        fc.record({ jump: fc.constantFrom(-HOUR, 7 * HOUR, DAY, -2 * DAY) }),
      ),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const clock = createClock();
        const server = await start.server({ DATABASE_URL: ':memory:' }, { clock });
        for (const step of taken) {
          if ('refuse' in step) refuse(server, step.refuse, step.limit as 'read');
          else if ('pass' in step) await clock.pass(step.pass);
          else clock.jump(step.jump);
          server.app.breaches.summarize();
        }
        const kept = server.app.breaches.summarize();
        const anew = await server.app.breaches.summarizeHours(24);
        expect(sorted(kept)).toEqual(sorted(anew));
        await server.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe('many breaches', () => {
  it('are read after the start, with pauses for others in between', async ({ start, folder, clock }) => {
    const first = await start.server({ DATA_DIR: folder }, { clock });
    await fill(first, 5_500);
    await first.close();
    const second = await start.server({ DATA_DIR: folder }, { clock });
    const { open } = hearAlarms(second);
    expect(second.app.breaches.summarize().total).toBeLessThan(5_500);
    refuse(second);
    await clock.pass(FLUSH);
    expect((await readBreaches(second)).summary).toMatchObject({
      total: 5_501,
      since: '2026-11-19T12:00:10.000Z',
    });
    await second.app.scheduler.trigger('rate_limits');
    await vi.waitFor(() => expect(open.get('rate_limit_breaches')?.details).toMatchObject({ total: 5_501 }));
  });

  it('end when their time is over, though they were just being read', async ({ start, folder, clock }) => {
    const first = await start.server({ DATA_DIR: folder }, { clock });
    await fill(first, 5_500);
    await first.close();
    const { app } = await start.server({ DATA_DIR: folder }, { clock });
    clock.jump(25 * HOUR);
    app.breaches.summarize();
    await app.breaches.summarizeWhole();
    expect(app.breaches.summarize()).toMatchObject({ total: 0, by_client: [] });
  });

  it('are not read anew by a clock that goes back a little', async ({ watched, clock }) => {
    await fill(watched, 50);
    refuse(watched);
    await clock.pass(FLUSH);
    expect(watched.app.breaches.summarize().total, 'written by nobody here').toBe(1);
    for (let step = 0; step < 5; step++) {
      clock.jump(-SECOND);
      expect(watched.app.breaches.summarize()).toMatchObject({ total: 1, since: '2026-11-19T12:00:10.000Z' });
    }
    clock.jump(-10 * SECOND);
    expect(watched.app.breaches.summarize().total).toBe(51);
  });

  it('are counted once for all who ask, and one period at a time', async ({ watched }) => {
    await fill(watched, 100);
    const { breaches } = watched.app;
    const threadBegun = vi.fn<() => void>();
    process.on('worker', threadBegun);
    onTestFinished(() => void process.off('worker', threadBegun));
    const ofDays = Array.from({ length: 20 }, () => breaches.summarizeHours(720));
    const summaries = await Promise.all([...ofDays, breaches.summarizeHours(24)]);
    expect(threadBegun).toHaveBeenCalledTimes(2);
    for (const { total } of summaries) expect(total).toBe(100);
  });

  it('name a client that only what is not written yet makes one of the ten', async ({ watched, clock }) => {
    for (let client = 0; client < 30; client++)
      for (let count = 0; count < 40 - client; count++) refuse(watched, `client ${client}`);
    await clock.pass(FLUSH);
    for (let count = 0; count < 100; count++) refuse(watched, 'client 29');
    const { by_client, total } = await watched.app.breaches.summarizeHours(24);
    expect(total).toBe(865);
    expect(by_client.map(({ client, count }) => [client, count]).slice(0, 2)).toEqual([
      ['client 29', 111],
      ['client 0', 40],
    ]);
    expect(by_client).toHaveLength(10);
  });
});

describe('breaches', () => {
  it('outlive the server', async ({ start, folder, clock }) => {
    const first = await start.server({ DATA_DIR: folder }, { clock });
    refuse(first, 'alice');
    await first.close();
    const second = await start.server({ DATA_DIR: folder }, { clock });
    clock.jump(1);
    refuse(second, 'bob');
    const { summary, latest } = await readBreaches(second);
    expect(summary.total).toBe(2);
    expect(latest).toMatchObject([{ client: 'bob' }, { client: 'alice' }]);
  });

  it('are kept in memory while the database cannot be written, and written once it can', async ({
    watched,
    clock,
  }) => {
    await refuseInserts(watched);
    for (let minute = 0; minute < 3; minute++) {
      refuse(watched);
      await clock.pass(FLUSH);
    }
    expect(await countBreaches(watched)).toEqual({ rows: 0, refusals: null });
    expect((await readBreaches(watched)).latest).toEqual([
      {
        timestamp: '2026-11-20T12:00:00.000Z',
        last_at: '2026-11-20T12:00:20.000Z',
        endpoint: 'POST /api/messages',
        client: 'alice',
        limit: 'write',
        count: 3,
      },
    ]);
    await sql`drop trigger no_breaches`.execute(watched.database.kysely);
    await clock.pass(FLUSH);
    expect(await countBreaches(watched)).toEqual({ rows: 1, refusals: 3 });
    expect((await readBreaches(watched)).summary.total).toBe(3);
  });

  it('stay bounded in memory while the database cannot be written', async ({ watched, clock }) => {
    await refuseInserts(watched);
    for (let time = 0; time < 4; time++) {
      for (let address = 0; address < 2_000; address++) refuse(watched, `198.51.${time}.${address}`);
      await clock.pass(FLUSH);
    }
    expect(watched.app.breachBuffer.size).toBe(5_001);
    expect((await readBreaches(watched)).summary).toMatchObject({
      total: 8_000,
      by_client: [{ client: '(others)', count: 3_000 }, ...Array(9).fill({ count: 1 })],
    });
  });

  it.for(['before', 'after'])(
    'are counted right, though another database was put in place just %s they were written',
    async (when, { start, folder, clock }) => {
      const { app, database, ...server } = await start.server({ DATA_DIR: folder }, { clock });
      const copy = join(folder, 'bookchat.db.incoming');
      await sql`vacuum into ${sql.lit(copy)}`.execute(database.kysely);
      const { transact } = database;
      let replaced: Promise<unknown> | null = null;
      vi.spyOn(database, 'transact').mockImplementation((work) => {
        const isOurs = replaced === null && app.breachBuffer.size === 0;
        if (isOurs && when === 'before') replaced = database.replaceWith(copy);
        const written = transact(work);
        if (isOurs && when === 'after') replaced = database.replaceWith(copy);
        return written;
      });
      app.breachBuffer.add('write', 'POST /api/messages', 'alice');
      await clock.pass(FLUSH);
      await replaced;
      const { refusals } = await countBreaches({ ...server, app, database });
      expect(app.breaches.summarize().total).toBe(refusals ?? 0);
      expect(refusals).toBe(when === 'before' ? 1 : null);
    },
  );

  it('are not counted where they are written only when the period is over', async ({ watched, clock }) => {
    refuse(watched);
    clock.jump(25 * HOUR);
    expect(watched.app.breaches.summarize().total).toBe(0);
    await clock.pass(FLUSH);
    expect(watched.app.breaches.summarize().total).toBe(0);
    expect(await countBreaches(watched)).toEqual({ rows: 1, refusals: 1 });
  });

  it('go on being counted after a moment in which they could not be read', async ({ watched, clock }) => {
    const { kysely } = watched.database;
    refuse(watched);
    await clock.pass(FLUSH);
    await sql`alter table breaches rename to hidden`.execute(kysely);
    refuse(watched);
    await clock.pass(FLUSH);
    await sql`alter table hidden rename to breaches`.execute(kysely);
    await clock.pass(FLUSH);
    expect(watched.app.breaches.summarize().total).toBe(2);
    expect(await countBreaches(watched)).toEqual({ rows: 2, refusals: 2 });
  });

  it('are those of the database that was put in place of the other', async ({ start, folder, clock }) => {
    const server = await start.server({ DATA_DIR: folder }, { clock });
    refuse(server, 'alice');
    await clock.pass(FLUSH);
    const copy = join(folder, 'bookchat.db.incoming');
    await sql`vacuum into ${sql.lit(copy)}`.execute(server.database.kysely);
    refuse(server, 'bob');
    await clock.pass(FLUSH);
    expect((await readBreaches(server)).summary.total).toBe(2);
    await server.database.replaceWith(copy);
    clock.jump(1);
    refuse(server, 'carol');
    const { summary, latest } = await readBreaches(server);
    expect(summary.total).toBe(2);
    expect(latest.map(({ client }) => client)).toEqual(['carol', 'alice']);
  });
});

function refuse({ app }: TestServer, client = 'alice', limit: 'read' | 'write' = 'write'): void {
  app.breachBuffer.add(limit, limit === 'read' ? 'GET /api/messages' : 'POST /api/messages', client);
}

/** Writes past the server, each of a client of its own. */
async function fill({ database }: TestServer, rows: number): Promise<void> {
  await sql`
    with recursive number(value) as (select 1 union all select value + 1 from number limit ${sql.lit(rows)})
    insert into breaches (timestamp, last_at, endpoint, client, "limit", count)
      select at, at, 'GET /', 'client ' || value, 'read', 1
        from number, (select '2026-11-20T11:59:00.000Z' as at)`.execute(database.kysely);
}

async function refuseInserts({ database }: TestServer): Promise<void> {
  await sql`create trigger no_breaches before insert on breaches begin select raise(abort, 'no'); end`.execute(
    database.kysely,
  );
}

/** Those of the same count in the same order. */
function sorted(summary: ReturnType<TestServer['app']['breaches']['summarize']>) {
  const byText = (list: readonly object[]) => list.map((item) => JSON.stringify(item)).toSorted();
  return {
    ...summary,
    by_limit: byText(summary.by_limit),
    by_endpoint: byText(summary.by_endpoint),
    by_client: byText(summary.by_client),
  };
}
