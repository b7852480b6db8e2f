import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { copyDatabase } from '../../../test/make-incoming.ts';
import { query } from '../../../test/restore.ts';
import { it as base } from '../../../test/server-test.ts';
import { compareRestored } from '../jobs/compare-restored.ts';
import type { Comparison } from './compare-histories.ts';

const MESSAGES = 5_000;
const RUNS = Math.min(200, Number(process.env['BOOKCHAT_PROPERTY_RUNS'] ?? 60));

const FILL = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${MESSAGES})
  insert into messages (position, id, room, author, content, created_at)
  select n, 'id-' || n, 'general', 'alice', 'line ' || n, '2026-11-20T17:16:41.123Z' from numbers;
  insert into changes (position, type, message_id) select position, 'message.created', id from messages`;

/** The same history twice: one that was restored, one that goes on; `compare` compares the two. */
const it = base.extend('histories', async ({ start, folder }) => {
  const server = await start.server({ DATA_DIR: folder });
  await server.close();
  const [restored, live] = [join(folder, 'restored.db'), join(folder, 'live.db')];
  copyDatabase(server.config.database, restored, FILL);
  copyDatabase(restored, live);
  const steps: number[] = [];
  return {
    restored,
    live,
    steps,
    compare: () => compareRestored({ restored, live }, ({ part }) => steps.push(part)),
  };
});

describe('two histories', () => {
  it('that are the same differ in nothing, and all of both is read', ({ histories }) => {
    expect(histories.compare()).toEqual({
      rows: 2 * MESSAGES,
      differing: 0,
      first: [],
      isSameHistory: true,
    } satisfies Comparison);
    expect(histories.steps).toEqual(histories.steps.toSorted((a, b) => a - b));
  });

  it('that end together when nothing was written are the same', async ({ start, folder }) => {
    const server = await start.server({ DATA_DIR: folder });
    await server.close();
    const restored = join(folder, 'restored.db');
    copyDatabase(server.config.database, restored);
    const { rows, differing } = compareRestored({ restored, live: server.config.database }, () => undefined);
    expect({ rows, differing }).toEqual({ rows: 0, differing: 0 });
  });

  it('differ in just the rows that were altered, wherever those are', ({ histories }) => {
    const { live, compare } = histories;
    const positions = fc.uniqueArray(fc.integer({ min: 1, max: MESSAGES }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(positions, fc.boolean(), (altered, noted) => {
        const list = altered.join();
        query(live, `update messages set content = content || '!' where position in (${list})`);
        if (noted)
          query(
            live,
            `insert into changes select ${MESSAGES} + position, 'message.edited', id from messages where position in (${list})`,
          );
        const { differing, first } = compare();
        query(live, `update messages set content = rtrim(content, '!') where position in (${list})`);
        query(live, `delete from changes where position > ${MESSAGES}`);
        const expected = noted ? [] : altered.toSorted((a, b) => a - b).map((n) => `message id-${n}`);
        expect({ differing, first }).toEqual({ differing: expected.length, first: expected.slice(0, 5) });
      }),
      { numRuns: RUNS },
    );
  });

  const extra = (position: number) =>
    `insert into messages (position, id, room, author, content, created_at)
     values (${position}, 'extra', 'general', 'eve', 'psst', '2026-11-20T17:16:41.123Z')`;

  it.for([
    ['one row altered', "update messages set author = 'eve' where position = 2", 'message id-2'],
    ['one row missing', 'delete from messages where position = 5000', 'message id-5000'],
    ['one row more', `update messages set position = 9999 where position = 7; ${extra(7)}`, 'message id-7'],
    ['one row before the first', extra(-7), 'message extra'],
    [
      'text that is no UTF-8',
      "update messages set content = cast(x'fffe' as text) where position = 3",
      'message id-3',
    ],
    [
      'a number that has become text',
      "update messages set synced = 'yes' where position = 4",
      'message id-4',
    ],
    ['one change altered', "update changes set message_id = 'x' where position = 3", 'change 3'],
    ['one change missing', 'delete from changes where position = 2500', 'change 2500'],
  ] as const)('differ where one has %s', ([, sql, name], { histories }) => {
    for (const statement of sql.split('; ')) query(histories.live, statement);
    const { differing, first } = histories.compare();
    expect(first).toContain(name);
    expect(differing).toBe(first.length);
    expect(histories.compare().first.every((text) => /^(?:message|change) [\w-]+$/.test(text))).toBe(true);
  });

  it('differ also where both are no text any more', ({ histories }) => {
    query(histories.restored, "update messages set content = cast(x'ff' as text) where position = 3");
    query(histories.live, "update messages set content = cast(x'fe' as text) where position = 3");
    expect(histories.compare().first).toEqual(['message id-3']);
  });

  it('of which one was restored since are told apart', ({ histories }) => {
    query(histories.live, "update server_state set value = 'another' where key = 'epoch'");
    expect(histories.compare()).toMatchObject({ differing: 0, isSameHistory: false });
  });
});
