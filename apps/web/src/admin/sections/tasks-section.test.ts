import type { Task } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { refusal } from '../../../test/refusal.ts';
import { type Asked, testDesk } from '../../../test/test-desk.ts';
import { tasksSection } from './tasks-section.ts';

const BACKUP: Task = {
  name: 'database_backup',
  summary: 'Copies the database.',
  enabled: true,
  schedule: '24h',
  default_schedule: '24h',
  jitter: 60,
  timeout: 600,
  running_since: null,
  next_run_at: at(-3_600),
  last_run: { started_at: at(120), finished_at: at(60), result: 'ok', message: 'Made one.' },
  runs: 1,
  failures: 0,
  failures_in_a_row: 0,
};

/** A server that keeps what it is told of its tasks. */
function open(...first: Task[]) {
  let tasks = first;
  const change = ({ params, body }: Asked) => {
    const { enabled, schedule } = body as { enabled?: boolean; schedule?: string | null };
    if (schedule === 'now and then')
      throw refusal(400, 'validation_failed', 'A schedule is a pause or a cron line.');
    tasks = tasks.map((task) =>
      task.name === params?.['name']
        ? { ...task, enabled: enabled ?? task.enabled, schedule: schedule ?? task.default_schedule }
        : task,
    );
    return tasks.find(({ name }) => name === params?.['name']);
  };
  const opened = testDesk({
    'GET /api/system/tasks': () => ({ tasks }),
    'POST /api/system/tasks/:name/run': () => tasks[0],
    'PATCH /api/system/tasks/:name': change,
  });
  document.body.append(tasksSection(opened.desk).dom);
  return opened;
}

const row = (name: string) => page.getByRole('row').filter({ hasText: name });

test('each tells what it does, how it went and when it comes', async () => {
  open(
    BACKUP,
    { ...BACKUP, name: 'archive', running_since: at(1), next_run_at: at(1) },
    {
      ...BACKUP,
      name: 'api_keys',
      failures_in_a_row: 2,
      last_run: { started_at: at(90), finished_at: at(80), result: 'timed_out', message: 'It was given up.' },
    },
    { ...BACKUP, name: 'metrics', enabled: false, next_run_at: null, last_run: null },
  );
  await expect
    .element(page.getByRole('heading', { level: 2 }))
    .toHaveTextContent('Tasks 1 task failed last time');
  await expect
    .element(row('Database backup'))
    .toMatchTextContent(/Copies the database\..*24h.*Done 1 minute ago.*Made one\..*in 1 h/);
  await expect.element(row('Archive')).toMatchTextContent(/Running.*Due/);
  await expect.element(row('API keys')).toMatchTextContent(/Took too long 1 minute ago.*It was given up\./);
  await expect.element(row('Metrics')).toMatchTextContent(/Not yet.*Off/);
});

test('a server without any says so', async () => {
  open();
  await expect
    .element(page.getByRole('heading', { level: 2 }))
    .toHaveTextContent('Tasks All on, none failing');
  await expect.element(page.getByText('The server has no tasks.')).toBeVisible();
});

test('one is run now', async () => {
  const { asked, said } = open(BACKUP);
  await page.getByRole('button', { name: 'Run now Database backup' }).click();
  await expect.element(page.getByText('Started.')).toBeVisible();
  expect(asked).toContain('POST /api/system/tasks/database_backup/run');
  expect(said).toEqual(['Started.']);
});

test('one is switched off, and on again', async () => {
  const { asked } = open(BACKUP);
  await page.getByRole('button', { name: 'Disable Database backup' }).click();
  await expect
    .element(page.getByRole('heading', { level: 2 }))
    .toHaveTextContent('Tasks None failing, 1 off');
  await page.getByRole('button', { name: 'Enable Database backup' }).click();
  await expect
    .element(page.getByRole('heading', { level: 2 }))
    .toHaveTextContent('Tasks All on, none failing');
  expect(asked.filter((line) => line.startsWith('PATCH'))).toEqual([
    'PATCH /api/system/tasks/database_backup {"enabled":false}',
    'PATCH /api/system/tasks/database_backup {"enabled":true}',
  ]);
});

test('one gets another schedule, and its own again where none is given', async () => {
  const { said } = open(BACKUP);
  const schedule = page.getByRole('textbox', { name: 'Schedule' });
  await page.getByRole('button', { name: 'Schedule… of Database backup' }).click();
  await expect.element(schedule).toHaveValue('24h');
  await schedule.fill('now and then');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('A schedule is a pause or a cron line.');
  await schedule.fill('15m');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(row('Database backup')).toMatchTextContent('15m');
  await page.getByRole('button', { name: 'Schedule… of Database backup' }).click();
  await schedule.fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(row('Database backup')).toMatchTextContent('24h');
  expect(said).toEqual([
    'The schedule of Database backup is changed.',
    'The schedule of Database backup is changed.',
  ]);
});
