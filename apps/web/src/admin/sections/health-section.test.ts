import type { Health, Stats } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { refusal } from '../../../test/refusal.ts';
import { testDesk } from '../../../test/test-desk.ts';
import { healthSection } from './health-section.ts';

const WELL = { status: 'healthy', message: 'It does.' } as const;

const HEALTH: Health = {
  status: 'healthy',
  services: {
    database: WELL,
    cache: { ...WELL, hit_rate: 0.5 },
    archive: { status: 'off', message: 'It is off.' },
    backups: WELL,
    scheduler: WELL,
    alerts: WELL,
    disk: { ...WELL, free_bytes: 80 * 2 ** 30, total_bytes: 200 * 2 ** 30 },
  },
  database: { bytes: 3 * 2 ** 20, wal_bytes: 2 ** 20, rows: { messages: 12_345, changes: 12_345 } },
};

const STATS: Stats = {
  uptime: 3_700,
  requests: 1_200,
  errors: 1,
  error_rate: 0.001,
  avg_response_time: 0.003,
  response_time_percentiles: { p50: 0.002, p90: 0.005, p95: 0.008, p99: 0.012 },
  cpu_percent: 4.25,
  memory_percent: 1.5,
  memory_bytes: 120 * 2 ** 20,
  version: '1.2.3',
};

function open(health: Health, stats: unknown = STATS): void {
  const { desk } = testDesk({ 'GET /api/system/health': health, 'GET /api/stats': stats });
  document.body.append(healthSection(desk).dom);
}

const heading = page.getByRole('heading', { level: 2 });
const figures = () =>
  [...document.querySelectorAll<HTMLElement>('.pairs__row')]
    .filter((row) => !row.hidden)
    .map((row) => [...row.children].map(({ textContent }) => textContent).join(': '));

test('all that is well is said to be, with its figures', async () => {
  open(HEALTH);
  await expect.element(heading).toHaveTextContent('Health All is well');
  await expect.element(page.getByRole('listitem').first()).toHaveTextContent('DatabaseWellIt does.');
  await expect
    .element(page.getByRole('listitem').filter({ hasText: 'Archive' }))
    .toHaveTextContent('ArchiveOffIt is off.');
  expect(figures()).toEqual([
    'Messages: 12,345',
    'Database: 4.2 MB',
    'Disk free: 86 GB',
    'Response time: 2 ms, p99 12 ms',
    'Requests: 1,200, 1 error',
    'Processor: 4.3 %',
    'Memory: 126 MB (1.5 %)',
    'Running for: 1 h 1 min',
    'Version: 1.2.3',
  ]);
});

test('what ails is named first, and health is told also where there are no figures', async () => {
  open(
    {
      status: 'unhealthy',
      services: {
        ...HEALTH.services,
        database: { status: 'unhealthy', message: 'It cannot be read.' },
        backups: { status: 'degraded', message: 'None for 30 h.' },
        disk: { ...WELL, free_bytes: null, total_bytes: null },
      },
      database: { bytes: 0, wal_bytes: 0, rows: { messages: null, changes: 0 } },
    },
    () => Promise.reject(refusal(500, 'internal_error')),
  );
  await expect
    .element(heading)
    .toHaveTextContent('Health The chat does not work. Look at the database and the backups');
  await expect.element(page.getByText('Does not work')).toBeVisible();
  await expect.element(page.getByText('Needs a look')).toBeVisible();
  expect(figures()).toEqual([]);
});
