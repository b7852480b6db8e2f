import { join } from 'node:path';
import {
  acknowledgeAlert,
  changeRoom,
  changeTask,
  createKey,
  createRoom,
  listAlerts,
  listChanges,
  listMessages,
  listRooms,
  orderRooms,
  readAlert,
  readArchive,
  readDatabase,
  readHealth,
  readHistory,
  readMetrics,
  readMonitoring,
  readStats,
  revokeKey,
  rotateKey,
  runTask,
} from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import { describe, expect, vi } from 'vitest';
import { DISK } from '../../test/alerts-test.ts';
import { call, callRefused } from '../../test/call.ts';
import { post } from '../../test/post.ts';
import { runTask as runTaskToItsEnd } from '../../test/run-task.ts';
import { it as base } from '../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

/** What reads a table or an index from its end and stops at a limit; SQLite calls that a scan, too. */
const STOPS_AT_ONCE = [
  /^select "position" from "changes" order by "position" desc limit \?$/,
  /^select "position" from "changes" where type in \([^()]*\) order by "position" desc limit \?$/,
  /^select [^()]* from "breaches" order by "last_at" desc limit \?$/,
  /^select \* from "archive_batches" order by "number" desc limit \?$/,
  /^select [^()]* from "archive_set_aside" as "aside" .* order by "aside"."position" desc limit \?$/,
];
/** What reads an index whole that holds no more than a few rows of its table. */
const READS_FEW_ROWS = /^SCAN alerts USING INDEX alerts_(?:unresolved_by_cause|to_tell)$/;
/** Tables of a row for each key, person or browser: few, and looked through when somebody changes them. */
const READS_ALL_KEYS =
  /^(?:select|update|delete)\b[^()]*(?:\(\*\)[^()]*)?"(?:api_keys|claimed_names|links|passkeys|people|sessions)"/;
/** What sorts, but never more than the page that its inner query takes. */
const SORTS_ONE_PAGE = /^select .* from \(select .* from "(?:changes|messages)" where .* limit \?\)/s;

const it = base.extend('queries', async ({ start, folder }) => {
  const prepare = vi.spyOn(BetterSqlite3.prototype, 'prepare');
  await useEverything(await start.server({ DATA_DIR: folder, ARCHIVE: 'on' }));
  return [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter(isOurs);
});

describe('every query', () => {
  it('finds its rows by an index, and sorts no table', ({ queries, folder }) => {
    expect(queries.length, 'queries that were seen').toBeGreaterThanOrEqual(8);
    const plans = explain(join(folder, 'bookchat.db'), queries);
    expect(plans.filter(({ query, step }) => isSlow(query, step))).toEqual([]);
  });

  it('of history walks the index of its room', ({ queries, folder }) => {
    const ofHistory = queries.filter((query) => /from "messages" where "room" = \?.* order by/.test(query));
    expect(ofHistory.length).toBeGreaterThanOrEqual(2);
    const reads = explain(join(folder, 'bookchat.db'), ofHistory).filter(({ step }) =>
      / messages\b/.test(step),
    );
    expect(reads.length).toBeGreaterThanOrEqual(ofHistory.length);
    for (const { step } of reads)
      expect(step).toMatch(
        /^SEARCH messages USING (?:COVERING )?INDEX messages_by_room \(room=\? AND \w+[<>]\?\)$/,
      );
  });

  it('of breaches walks the index of their time', ({ queries, folder }) => {
    const ofBreaches = queries.filter((query) => /^(?:select|delete).*"breaches"/s.test(query));
    expect(ofBreaches.length).toBeGreaterThanOrEqual(3);
    const reads = explain(join(folder, 'bookchat.db'), ofBreaches).filter(({ step }) =>
      /^(?:SCAN|SEARCH) breaches\b/.test(step),
    );
    expect(reads.length).toBeGreaterThanOrEqual(ofBreaches.length);
    for (const { step } of reads)
      expect(step).toMatch(
        /^SCAN breaches USING INDEX breaches_by_time$|^SEARCH breaches USING (?:(?:COVERING )?INDEX breaches_by_time \(|INTEGER PRIMARY KEY)/,
      );
  });

  it('of alerts that are over walks the ids, those of a severity by its index', ({ queries, folder }) => {
    const ofAlerts = queries.filter((query) => /^(?:select|delete|update).*"alerts"/s.test(query));
    expect(ofAlerts.length).toBeGreaterThanOrEqual(7);
    const pages = explain(
      join(folder, 'bookchat.db'),
      ofAlerts.filter((query) => /order by/.test(query)),
    );
    expect(pages.map(({ step }) => step).toSorted()).toEqual([
      'SEARCH alerts USING INDEX alerts_by_severity (severity=? AND id>? AND id<?)',
      'SEARCH alerts USING INDEX sqlite_autoindex_alerts_1 (id>? AND id<?)',
    ]);
  });

  it('would be caught if it scanned or sorted', async ({ start, folder }) => {
    await start.server({ DATA_DIR: folder });
    const slow = [
      "select id from messages where content like '%x%'",
      'select id from messages order by created_at limit 1',
    ];
    const plans = explain(join(folder, 'bookchat.db'), slow);
    const caught = plans.filter(({ query, step }) => isSlow(query, step)).map(({ query }) => query);
    expect([...new Set(caught)]).toEqual(slow);
  });
});

async function useEverything(server: TestServer): Promise<void> {
  const { body } = await call(server, listChanges);
  const [first] = await post(server, { content: 'one' }, { content: 'two' }, { content: 'three' });
  await post(server, { id: first?.id, content: 'again' });
  await call(server, listMessages);
  await call(server, listMessages, { query: { before: first?.id } });
  await call(server, listMessages, { query: { after: first?.id } });
  await call(server, listChanges, { query: { since: body?.cursor } });
  await post(server, { id: uuidv7(), content: 'four' });
  for (const endpoint of [readHealth, readMonitoring, readStats, readDatabase, readMetrics])
    await call(server, endpoint, { headers });
  await runTaskToItsEnd(server, 'metrics');
  await call(server, readHistory, { headers });
  await useAlerts(server);
  await useKeys(server);
  await useRooms(server);
  await runTaskToItsEnd(server, 'archive');
  await call(server, readArchive, { headers });
  const task = { headers, params: { name: 'api_keys' } };
  await call(server, runTask, task);
  await call(server, changeTask, { ...task, body: { enabled: true, schedule: '1h' } });
}

async function useRooms(server: TestServer): Promise<void> {
  await call(server, createRoom, { body: { name: 'harbour' } });
  await call(server, changeRoom, { params: { name: 'harbour' }, body: { title: 'Port' } });
  await call(server, orderRooms, { body: { names: ['harbour'] } });
  await call(server, listRooms);
}

async function useKeys(server: TestServer): Promise<void> {
  const { key } = (await call(server, createKey, { headers, body: { name: 'a program', scopes: ['read'] } }))
    .body;
  await call(server, rotateKey, { headers, params: { id: key.id } });
  await call(server, revokeKey, { headers, params: { id: key.id } });
}

async function useAlerts(server: TestServer): Promise<void> {
  server.app.alarms.raise(DISK);
  const { alerts } = (await call(server, listAlerts, { headers })).body;
  const params = { id: alerts.find(({ cause }) => cause === DISK.cause)?.id ?? '' };
  await call(server, acknowledgeAlert, { headers, params });
  await callRefused(server, readAlert, { headers, params: { id: uuidv7() } });
  await call(server, listAlerts, { headers, query: { severity: 'INFO', state: 'resolved' } });
}

/** Not the schema's own, which run once at a start. */
function isOurs(query: string): boolean {
  if (query.startsWith('insert into rooms (')) return false; // a migration's
  return (
    /^(?:select|insert|update|delete|with)\b/i.test(query) && !/sqlite_master|kysely_migration/.test(query)
  );
}

function explain(file: string, queries: readonly string[]): { query: string; step: string }[] {
  forgetStatistics(file);
  const database = new BetterSqlite3(file);
  try {
    return queries.flatMap((query) => {
      const values = Array(query.split('?').length - 1).fill(0);
      const steps = database.prepare(`explain query plan ${query}`).all(...values) as { detail: string }[];
      return steps.map(({ detail }) => ({ query, step: detail }));
    });
  } finally {
    database.close();
  }
}

/** On a slow machine the server has counted its rows by now; of so few, it would read them all. */
function forgetStatistics(file: string): void {
  const database = new BetterSqlite3(file);
  const counted = database.prepare("select 1 from sqlite_master where name = 'sqlite_stat1'").get();
  if (counted !== undefined) database.exec('delete from sqlite_stat1');
  database.close();
}

function isSlow(query: string, step: string): boolean {
  if (/TEMP B-TREE/.test(step)) return !SORTS_ONE_PAGE.test(query);
  return (
    /^SCAN (?:messages|changes|server_state|breaches|tasks|alerts|watched_secrets|api_keys|metrics_\w+|archive_\w+|kept|entry|aside|file|segment)\b/.test(
      step,
    ) &&
    !READS_FEW_ROWS.test(step) &&
    !READS_ALL_KEYS.test(query) &&
    !STOPS_AT_ONCE.some((allowed) => allowed.test(query))
  );
}
