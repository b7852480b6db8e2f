import type { DatabaseReport } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { testDesk } from '../../../test/test-desk.ts';
import { databaseSection } from './database-section.ts';

const REPORT: DatabaseReport = {
  engine: 'SQLite 3.53.0',
  bytes: 48 * 2 ** 20,
  wal_bytes: 2 ** 20,
  free_bytes: 512,
  tables: [{ name: 'messages', rows: 120_345, bytes: 30 * 2 ** 20 }],
  indexes: [
    { name: 'by_room', table: 'messages', columns: ['room', 'position'], bytes: 2 ** 22, is_used: true },
    { name: 'by_time', table: 'breaches', columns: ['last_at'], bytes: 2 ** 12, is_used: false },
  ],
  measured_at: at(600),
  integrity: { checked_at: at(3_600), sound: true, message: 'every page is sound' },
  optimized_at: at(7_200),
  slow_above_seconds: 0.1,
  slow_queries: [],
};

const SLOW: DatabaseReport['slow_queries'][number] = {
  sql: 'select * from "messages" where "author" = ?',
  count: 4,
  total_seconds: 1.2,
  max_seconds: 0.41,
  last_at: at(900),
  plan: ['SCAN messages'],
  scans: ['messages'],
  suggestion: 'CREATE INDEX by_author ON messages (author)',
};

function open(more: Partial<DatabaseReport> = {}): void {
  const { desk } = testDesk({ 'GET /api/system/database': { ...REPORT, ...more } });
  document.body.append(databaseSection(desk).dom);
}

const heading = page.getByRole('heading', { level: 2 });
const figures = () => document.querySelector('.pairs')?.textContent;

test('it tells how large the database is, and that it is sound', async () => {
  open();
  await expect.element(heading).toHaveTextContent('Database 50 MB, nothing slow');
  expect(figures()).toContain('Checked1 hour ago: every page is sound');
  expect(figures()).toContain('Free inside512 bytes');
  await expect.element(page.getByText('None was slow since the start.')).toBeVisible();
  await page.getByText('Tables', { exact: true }).click();
  await expect
    .element(page.getByRole('table', { name: 'Tables' }))
    .toMatchTextContent(/messages.*120,345.*31 MB/);
  await page.getByText('Indexes', { exact: true }).click();
  await expect
    .element(page.getByRole('table', { name: 'Indexes' }))
    .toMatchTextContent(/messages \(room, position\).*yes.*breaches \(last_at\).*not since the start/);
});

test('what is slow is shown with what would help', async () => {
  open({ slow_queries: [SLOW, { ...SLOW, sql: 'select 1', scans: [], suggestion: null }] });
  await expect.element(heading).toHaveTextContent('Database 50 MB, 2 slow statements');
  const rows = page.getByRole('table', { name: 'Slow statements' }).getByRole('row');
  await expect
    .element(rows.nth(1))
    .toMatchTextContent(
      /It reads all of messages\..*This would help: CREATE INDEX.*4.*410 ms.*1\.2 s.*15 minutes ago/,
    );
  await expect.element(rows.nth(2)).not.toMatchTextContent('This would help');
});

test('damage is said before all else', async () => {
  open({ integrity: { checked_at: at(60), sound: false, message: 'page 7 is not' } });
  await expect.element(heading).toHaveTextContent('Database It is damaged. Restore a backup');
});

test('what was not looked at yet is said not to have been', async () => {
  open({ integrity: null, measured_at: null, optimized_at: null, tables: [], indexes: [] });
  await expect.element(heading).toHaveTextContent('Database 50 MB, nothing slow');
  for (const name of ['Checked', 'Measured', 'Statistics renewed'])
    expect(figures()).toContain(`${name}not yet`);
});
