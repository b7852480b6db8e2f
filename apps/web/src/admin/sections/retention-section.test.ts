import type { Retention } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { testDesk } from '../../../test/test-desk.ts';
import type { Desk } from '../desk.ts';
import { retentionSection } from './retention-section.ts';

const ROOM = {
  room: 'general',
  days: 365,
  past: 1_240,
  removable: 1_200,
  waiting: 0,
  to_yearly: 40,
  oldest_waiting_at: null,
};

const RETENTION: Retention = {
  rooms: [ROOM],
  kept: {
    alert_days: 90,
    breach_days: 30,
    metrics_minutes_hours: 25,
    metrics_hours_days: 90,
    log_files: 5,
    log_file_bytes: 1_048_576,
    log_days: null,
  },
  verified_at: '2026-11-20T11:00:00.000Z',
  hindrance: null,
  free_bytes: 4_096,
  can_shrink: true,
  running_since: null,
  next_run_at: '2026-11-21T03:00:00.000Z',
  last_run: null,
  yearly: [],
};

function open(retention: Retention): { called: string[]; said: readonly string[] } {
  const { desk, said } = testDesk();
  const called: string[] = [];
  const call = (async (method: string, path: string) => {
    if (method === 'POST') called.push(path);
    return retention;
  }) as Desk['call'];
  document.body.append(retentionSection({ ...desk, call }).dom);
  return { called, said };
}

const section = (conclusion: string) => page.getByRole('region', { name: `Retention ${conclusion}` });

test('it says how many messages can leave, and runs once that is confirmed', async () => {
  const { called, said } = open(RETENTION);
  await expect.element(section('1,240 messages can leave')).toBeVisible();
  await expect.element(page.getByRole('row', { name: /general 365 days 1,240 1,240 0/ })).toBeVisible();
  await page.getByRole('button', { name: 'Remove now…' }).click();
  await expect.element(page.getByText(/^1,240 messages will leave this database/)).toBeVisible();
  expect(called).toEqual([]);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(called).toEqual(['/api/system/tasks/:name/run']);
  expect(said).toEqual(['The archive is verified once more, and then they leave.']);
});

test('what must wait is said, and why', async () => {
  open({
    ...RETENTION,
    rooms: [{ ...ROOM, waiting: 3 }],
    verified_at: null,
    hindrance: 'There is no archive.',
  });
  await expect.element(section('3 messages must wait for the archive')).toBeVisible();
  await expect.element(page.getByText('There is no archive.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove now…' }).click();
  await expect.element(page.getByText(/3 messages may leave as well/)).toBeVisible();
});

test('where all is kept for good there is nothing to remove', async () => {
  open({ ...RETENTION, rooms: [{ ...ROOM, days: null, past: 0, removable: 0, to_yearly: 0 }] });
  await expect.element(section('Messages are kept for good')).toBeVisible();
  await expect.element(page.getByText('for good', { exact: true })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Remove now…' })).not.toBeInTheDocument();
});

test('a run is shown while it lasts', async () => {
  open({ ...RETENTION, running_since: '2026-11-20T11:59:00.000Z' });
  await expect.element(section('Removing what is past its time')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Remove now…' })).not.toBeInTheDocument();
});

test('it tells of the last run, of yearly files, and of what is no message', async () => {
  open({
    ...RETENTION,
    rooms: [{ ...ROOM, past: 0, removable: 0, to_yearly: 0 }],
    kept: { ...RETENTION.kept, log_days: 14 },
    can_shrink: false,
    last_run: {
      started_at: '2026-11-20T02:59:00.000Z',
      finished_at: '2026-11-20T03:00:00.000Z',
      removed: 2,
      to_yearly: 0,
      waiting: 0,
      freed_bytes: 0,
      message: '2 messages have left the database.',
    },
    yearly: [{ file: '2026.db', bytes: 12_288, messages: 3 }],
  });
  await expect.element(section('Nothing is past its time')).toBeVisible();
  await expect.element(page.getByText(/: 2 messages have left the database\./)).toBeVisible();
  await expect.element(page.getByRole('row', { name: /old-messages\/2026\.db 3 12 kB/ })).toBeVisible();
  await expect.element(page.getByText('5 of 1 MB each, for 14 days')).toBeVisible();
  await expect.element(page.getByText(/not before the database is rebuilt/)).toBeVisible();
});
