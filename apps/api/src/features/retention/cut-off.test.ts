import { verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { archive, it, listLeft, retain, say, sayMany } from '../../../test/retention-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { createRun } from './removing/run.ts';
import { survey } from './survey.ts';

const OLD = '2026-10-01T10:00:00.000Z';

/** A run that is ended right before its step of that number that writes, as a crash would. @returns whether it came so far. */
async function runCutOffAt(server: TestServer, step: number, clock: { now(): number }): Promise<boolean> {
  const { app, config } = server;
  let steps = 0;
  const crash = () => {
    steps += 1;
    if (steps >= step) throw new Error('cut off');
  };
  const database = Object.create(app.database, {
    transact: {
      value: (work: () => unknown) => {
        crash();
        return app.database.transact(work);
      },
    },
    space: {
      value: Object.create(app.database.space, {
        giveBack: {
          value: (pages: number) => {
            crash();
            return app.database.space.giveBack(pages);
          },
        },
      }),
    },
  });
  const look = () => survey({ config, target: app.archive.target, now: clock.now() });
  const lastRun = { read: () => null, save: async () => crash() };
  const run = createRun(Object.create(app, { database: { value: database } }), {
    config,
    clock: clock as never,
    look,
    lastRun,
  });
  const outcome = await run(new AbortController().signal).catch((error: Error) => error.message);
  if (outcome === 'cut off') return true;
  expect(outcome).toContain('left');
  return false;
}

/** Whether the archive is as the database, the next run itself finds out. */
async function expectWholeSegments({ database: { kysely } }: TestServer): Promise<void> {
  const lonely = await kysely
    .selectFrom('archive_entries as entry')
    .leftJoin('messages as message', 'message.position', 'entry.position')
    .where('message.id', 'is', null)
    .selectAll('entry')
    .execute();
  expect(lonely).toEqual([]);
}

describe('a run that is cut off', { timeout: 120_000 }, () => {
  it('at any of its steps leaves all as it should be, and the next one goes on', async ({
    server,
    clock,
  }) => {
    await say(server, OLD, 'one');
    await archive(server);
    await sayMany(server, 300, OLD);
    await archive(server);
    const aside = await say(server, OLD, 'set aside');
    const { position } = await server.database.kysely
      .selectFrom('messages')
      .select('position')
      .where('id', '=', aside)
      .executeTakeFirstOrThrow();
    await server.database.kysely
      .insertInto('archive_set_aside')
      .values({ position, reason: 'refused', set_aside_at: OLD })
      .execute();
    await say(server, '2026-11-19T10:00:00.000Z', 'new');
    await archive(server);

    for (let step = 1; await runCutOffAt(server, step, clock); step++) await expectWholeSegments(server);
    await retain(server);
    expect(await listLeft(server)).toEqual(['new']);
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body.differences).toEqual([]);
    const receipts = await server.database.kysely
      .selectFrom('changes')
      .where('type', '=', 'message.archived')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(receipts.count, 'only that of the message that stayed').toBe(1);
  });
});
