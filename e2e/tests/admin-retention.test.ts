import { expect, test } from '../fixtures/operator.ts';

const ROOM = {
  room: 'general',
  days: 30,
  past: 12,
  removable: 12,
  waiting: 0,
  to_yearly: 0,
  oldest_waiting_at: null,
};

const RETENTION = {
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
  verified_at: new Date().toISOString(),
  hindrance: null,
  free_bytes: 0,
  can_shrink: true,
  running_since: null,
  next_run_at: null,
  last_run: null,
  yearly: [],
};

test('a server that keeps everything says so', async ({ operator }) => {
  await operator.contents.getByRole('link', { name: 'Retention' }).click();
  await expect(operator.heading('Retention')).toContainText('Messages are kept for good');
  await expect(operator.section('Retention').getByText('Ended alerts')).toBeVisible();
  await expect(operator.button('Remove now…')).toBeHidden();
});

test('what is past its time is removed once that is confirmed, and the outcome is told', async ({
  operator,
}) => {
  let retention: object = RETENTION;
  await operator.page.route(/\/api\/system\/retention$/, (route) => route.fulfill({ json: retention }));
  await operator.page.route(/\/api\/system\/tasks\/retention\/run$/, (route) => {
    retention = { ...RETENTION, running_since: new Date().toISOString() };
    return route.fulfill({ status: 202, json: {} });
  });
  await operator.page.reload();
  await operator.contents.getByRole('link', { name: 'Retention' }).click();
  await expect(operator.heading('Retention')).toContainText('12 messages can leave');
  await operator.button('Remove now…').click();
  await expect(operator.dialog).toContainText('12 messages will leave this database');
  await operator.dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(operator.heading('Retention')).toContainText('Removing what is past its time');
  const now = new Date().toISOString();
  const message = '12 messages have left the database. The database is 3.1 MB smaller.';
  retention = {
    ...RETENTION,
    rooms: [{ ...ROOM, past: 0, removable: 0 }],
    last_run: {
      started_at: now,
      finished_at: now,
      removed: 12,
      to_yearly: 0,
      waiting: 0,
      freed_bytes: 3_100_000,
      message,
    },
  };
  await expect(operator.heading('Retention')).toContainText('Nothing is past its time');
  await expect(operator.section('Retention')).toContainText(message);
});
