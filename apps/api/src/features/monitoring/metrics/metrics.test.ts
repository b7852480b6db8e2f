import { readFileSync } from 'node:fs';
import {
  listChanges,
  livez,
  postMessage,
  readHealth,
  readMetrics,
  readMonitoring,
  readStats,
  revokeKey,
} from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../../test/call.ts';
import { createClock } from '../../../../test/create-clock.ts';
import { makeKey } from '../../../../test/make-key.ts';
import { post } from '../../../../test/post.ts';
import { runTask } from '../../../../test/run-task.ts';
import { send } from '../../../../test/send.ts';
import { it } from '../../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const DURATION = 'bookchat_http_request_duration_seconds';
/** What is sent at once in a burst. */
const BURST = 2_000;
const CONNECTIONS = 50;

/** What counts works in threads, which a busy machine is slow to start. */
const LONGER = { timeout: 15_000, interval: 50 };

describe('the figures for Prometheus', () => {
  it('have for each its kind and what it is, and no name twice', async ({ server }) => {
    const text = await scrape(server);
    const named = (word: string) =>
      [...text.matchAll(new RegExp(`^# ${word} (\\S+) \\S`, 'gm'))].map(([, name]) => name);
    expect(named('TYPE')).toEqual(named('HELP'));
    expect(new Set(named('TYPE')).size).toBe(named('TYPE').length);
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(
        /^(?:|# (?:HELP|TYPE) .+|[a-z][\w:]*(?:\{(?:\w+="[^"\n]*",?)+\})? (?:[-+\d.e]+|Nan))$/,
      );
  });

  it('tell of the process, and of that once, however many servers are in it', async ({ start }) => {
    await scrape(await start.server());
    const text = await scrape(await start.server());
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect([...text.matchAll(new RegExp(`^${name} `, 'gm'))], name).toHaveLength(1);
  });

  it('count by route, method and class of status, never by the address', async ({ start }) => {
    const server = await start.server({ RATE_LIMIT_MAX_REQUESTS: '2' });
    await post(server, { content: 'one' }, { content: 'two' });
    await callRefused(server, postMessage, { body: { content: 'three' } });
    await send(server, { path: '/nowhere/canary' });
    await send(server, { path: '/api/messages?room=general' });
    const text = await scrape(server);
    expect(valueIn(text, `${DURATION}_count{method="POST",route="/api/messages",status="2xx"}`)).toBe(2);
    expect(valueIn(text, `${DURATION}_count{method="POST",route="/api/messages",status="4xx"}`)).toBe(1);
    expect(valueIn(text, `${DURATION}_count{method="any",route="other",status="4xx"}`)).toBe(1);
    expect(text).not.toContain('canary');
    expect(text).not.toContain('general');
  });

  it('hold all requests of a burst, in buckets that add up', async ({ server }) => {
    const cursor = (await call(server, listChanges)).body?.cursor;
    const waiting = Array.from({ length: BURST }, (_, index) => index);
    const paths = ['/livez', `/api/changes?since=${cursor}`, '/nowhere'] as const;
    const work = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
        await send(server, { path: paths[next % 3] as string });
    };
    const burst = Promise.all(Array.from({ length: CONNECTIONS }, work));
    // Each answer is held to its schema: no figure is missing while there is much to do.
    for (const endpoint of [readStats, readMonitoring, readHealth]) await call(server, endpoint, { headers });
    await burst;
    const text = await scrape(server);
    const of = (route: string, status: string, method = 'GET') =>
      valueIn(text, `${DURATION}_count{method="${method}",route="${route}",status="${status}"}`);
    expect(of('/livez', '2xx')).toBe(667);
    expect(of('/api/changes', '2xx')).toBe(668);
    expect(of('other', '4xx', 'any')).toBe(666);
    expect(valueIn(text, 'bookchat_requests_total')).toBe(BURST + 4);
    const labels = 'method="GET",route="/livez",status="2xx"';
    const buckets = [
      ...text.matchAll(new RegExp(`^${DURATION}_bucket\\{le="([^"]+)",${labels}\\} (\\d+)$`, 'gm')),
    ];
    const counts = buckets.map(([, , count]) => Number(count));
    expect(buckets.at(-1)?.[1]).toBe('+Inf');
    expect(counts.at(-1)).toBe(667);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    const stats = (await call(server, readStats, { headers })).body;
    expect(stats.requests).toBe(BURST + 5);
    expect(stats).toMatchObject({ errors: 0, error_rate: 0 });
    for (const value of Object.values(stats)) expect(value).not.toBeNull();
  });

  it('tell how what the server keeps and does by itself goes', async ({ start }) => {
    const env = { ARCHIVE: 'on', SECRET_EXPIRY: 'ADMIN_TOKEN=2026-12-01' };
    const server = await start.server(env, { clock: createClock() });
    await post(server, { content: 'one' }, { content: 'two' });
    const { key } = await makeKey(server, 'read');
    await runTask(server, 'api_keys');
    await runTask(server, 'database_backup');
    const text = await vi.waitFor(async () => {
      const scraped = await scrape(server);
      expect(valueIn(scraped, 'bookchat_messages')).toBe(2); // once they are counted
      return scraped;
    }, LONGER);
    const value = (name: string) => valueIn(text, `bookchat_${name}`);
    expect(value('messages_written_total')).toBe(2);
    expect(value('write_queue_depth')).toBe(0);
    expect(value('archive_backlog')).toBe(2);
    expect(value('archive_lag_seconds')).toBeGreaterThanOrEqual(0);
    expect(value('archive_failing')).toBe(0);
    expect(value('backup_age_seconds')).toBeGreaterThanOrEqual(0);
    expect(value('database_bytes')).toBeGreaterThan(0);
    expect(value('database_sound')).toBe(1);
    expect(value('database_writable')).toBe(1);
    expect(value('disk_free_bytes{holds="data and backups and logs"}')).toBeGreaterThan(0);
    expect(value('alerts_open{severity="CRITICAL"}')).toBe(0);
    expect(value('database_free_bytes')).toBeGreaterThanOrEqual(0);
    expect(value('secret_age_seconds{name="ADMIN_TOKEN"}')).toBe(0);
    expect(value('secret_expiry_timestamp_seconds{name="ADMIN_TOKEN"}')).toBe(
      Date.parse('2026-12-01T00:00:00.000Z') / 1_000,
    );
    expect(value(`api_key_expiry_timestamp_seconds{id="${key.id}",name="${key.name}"}`)).toBe(
      Date.parse(key.expires_at) / 1_000,
    );
    expect(value(`api_key_age_seconds{id="${key.id}",name="${key.name}"}`)).toBe(0);
    expect(value('task_last_success_timestamp_seconds{task="api_keys"}')).toBe(
      Date.parse('2026-11-20T12:00:00.000Z') / 1_000,
    );
    expect(value('task_failures_in_a_row{task="api_keys"}')).toBe(0);
  });

  it('say of a key that has ended when it did, until it is revoked', async ({ start }) => {
    const clock = createClock();
    const server = await start.server({}, { clock });
    const { key } = await makeKey(server, 'read');
    clock.jump(91 * 86_400_000);
    const labels = `{id="${key.id}",name="${key.name}"}`;
    const ended = await scrape(server);
    expect(valueIn(ended, `bookchat_api_key_age_seconds${labels}`)).toBeUndefined();
    expect(valueIn(ended, `bookchat_api_key_expiry_timestamp_seconds${labels}`)).toBe(
      Date.parse(key.expires_at) / 1_000,
    );
    await call(server, revokeKey, { params: { id: key.id }, headers });
    expect(await scrape(server)).not.toContain(key.id);
  });

  it('leave out what there is none of', async ({ server }) => {
    await call(server, livez);
    const text = await scrape(server);
    for (const name of ['archive_backlog', 'archive_failing', 'backup_age_seconds'])
      expect(text, name).not.toMatch(new RegExp(`^bookchat_${name} `, 'm'));
  });

  it('are shown with the admin right alone', async ({ server }) => {
    expect((await callRefused(server, readMetrics)).body.code).toBe('admin_required');
  });
});

describe('what docs/operations has for other programs', () => {
  it('names figures that there are, and shows all of BookChat’s own', async ({ start }) => {
    const env = { ARCHIVE: 'on', RETENTION_DAYS: '30', SECRET_EXPIRY: 'ADMIN_TOKEN=2030-01-01' };
    const server = await start.server(env, { clock: createClock() });
    await post(server, { content: 'hello' });
    await makeKey(server, 'read');
    for (const task of ['api_keys', 'database_backup', 'self_check', 'retention'])
      await runTask(server, task);
    const known = await vi.waitFor(async () => {
      const names = namesIn(await scrape(server));
      expect(names.has('bookchat_messages')).toBe(true); // once they are counted
      return names;
    }, LONGER);
    const [dashboard, rules] = [readNames('grafana-dashboard.json'), readNames('prometheus-alerts.yml')];
    expect([...dashboard, ...rules].filter((name) => !known.has(name))).toEqual([]);
    const own = [...known].filter((name) => /^bookchat_(?!.*_(?:bucket|sum|count)$)/.test(name));
    expect(own.length).toBeGreaterThan(30);
    expect(own.filter((name) => !dashboard.has(name))).toEqual([]);
  });

  it.for([
    ['the server is gone', 'up'],
    ['the database is damaged', 'bookchat_database_sound'],
    ['nothing can be saved', 'bookchat_database_writable'],
    ['requests are refused', 'bookchat_requests_shed_total'],
    ['a task fails', 'bookchat_task_failures_in_a_row'],
    ['retention waits', 'bookchat_retention_waiting'],
    ['a secret is old', 'bookchat_secret_age_seconds'],
    ['a key is old', 'bookchat_api_key_age_seconds'],
    ['a secret ends', 'bookchat_secret_expiry_timestamp_seconds'],
    ['a key ends', 'bookchat_api_key_expiry_timestamp_seconds'],
  ] as const)('warns when %s', ([, name]) => {
    const expressions = readOperations('prometheus-alerts.yml').match(/^ +expr: .*$/gm) ?? [];
    expect(expressions.filter((text) => text.includes(name))).not.toEqual([]);
  });
});

function readNames(file: string): ReadonlySet<string> {
  return new Set(readOperations(file).match(/\b(?:bookchat|nodejs|process)_[a-z\d_]+/g));
}

function readOperations(file: string): string {
  return readFileSync(new URL(`../../../../../../docs/operations/${file}`, import.meta.url), 'utf8');
}

async function scrape(server: TestServer): Promise<string> {
  return (await call(server, readMetrics, { headers })).body;
}

function namesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/^([a-z]\w*)(?:\{| )/gm)].map(([, name = '']) => name));
}

function valueIn(text: string, name: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}
