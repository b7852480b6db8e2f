import type { History, HistoryPeriod } from '@bookchat/shared';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type Asked, testDesk } from '../../../test/test-desk.ts';
import { createStore } from '../../lib/store.ts';
import type { Theme } from '../../lib/themes.ts';
import type { Desk } from '../desk.ts';
import { chartsSection } from './charts-section.ts';

const TIMES = [1_763_640_000, 1_763_640_060, 1_763_640_120];
const NAMES: readonly (keyof History['series'])[] = [
  'requests',
  'errors',
  'messages',
  'latency_p50',
  'latency_p90',
  'latency_p99',
  'event_loop_max',
  'cpu_percent',
  'memory_bytes',
  'database_bytes',
  'wal_bytes',
  'disk_free_bytes',
  'archive_backlog',
  'archive_lag',
  'backup_age',
];

function historyOf(period: HistoryPeriod, more: Partial<History['series']> = {}): History {
  const none = Object.fromEntries(NAMES.map((name) => [name, [0, 0, 0]])) as History['series'];
  return { period, step_seconds: 60, times: TIMES, series: { ...none, ...more } };
}

function open(more: Partial<History['series']> = {}, changes: Partial<Desk> = {}) {
  const history = ({ query }: Asked) => historyOf(query?.['period'] as HistoryPeriod, more);
  const opened = testDesk({ 'GET /api/system/history': history });
  document.body.append(chartsSection({ ...opened.desk, ...changes }).dom);
  return opened;
}

const titles = () => [...document.querySelectorAll('.chart__title')].map(({ textContent }) => textContent);

test('each chart says what there is to know', async () => {
  open({
    requests: [3, 12, 0.5],
    latency_p50: [0.002, 0.004, 0.003],
    latency_p99: [0.01, 0.02, 0.03],
    cpu_percent: [12, 5, 4.25],
    memory_bytes: [2 ** 27, 2 ** 28, 2 ** 27],
    archive_backlog: [0, 1_200, 3],
    archive_lag: [0, 90, 4],
  });
  await expect
    .element(page.getByRole('heading', { level: 2 }))
    .toHaveTextContent('Charts How the last hour went');
  expect(titles()).toEqual([
    'Requests 30 a minute now, at most 12 a second',
    'Response time half within 3 ms, 99 % within 30 ms',
    'Processor 4.3 % now, at most 12 %',
    'Memory 134 MB now, at most 268 MB',
    'Waiting for the archive 3 now, at most 1,200',
    'Archive behind the chat 4 s now, at most 1 min 30 s',
    'Database size 0 bytes now, at most 0 bytes',
  ]);
});

test('where nothing ever waited, it says so', async () => {
  open();
  await expect.poll(titles).toContain('Waiting for the archive nothing');
  expect(titles()).toContain('Archive behind the chat up to date');
});

test('a day and a week are asked for', async () => {
  const { asked } = open();
  for (const [name, period] of [
    ['Day', 'day'],
    ['Week', 'week'],
  ] as const) {
    await page.getByRole('radio', { name }).click();
    await expect
      .element(page.getByRole('heading', { level: 2 }))
      .toHaveTextContent(`Charts How the last ${period} went`);
    expect(asked.at(-1)).toBe(`GET /api/system/history {"period":"${period}"}`);
  }
});

test('another theme has them drawn anew', async () => {
  const theme = createStore<Theme>('light');
  open({}, { theme });
  await expect.poll(() => document.querySelectorAll('canvas').length).toBe(7);
  const draw = vi.spyOn(CanvasRenderingContext2D.prototype, 'clearRect');
  theme.set('dark');
  await expect.poll(() => draw.mock.calls.length).toBeGreaterThan(6);
});
