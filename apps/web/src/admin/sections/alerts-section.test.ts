import type { Alert } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { type Asked, testDesk } from '../../../test/test-desk.ts';
import { alertsSection } from './alerts-section.ts';

const BACKUP: Alert = {
  id: '019ac5b2-7a10-7c3e-9d52-0c9a4b6f1e77',
  timestamp: at(7_200),
  severity: 'WARNING',
  title: 'The newest backup is old',
  message: 'Make one now.',
  details: {},
  cause: 'backup_age',
  count: 3,
  last_seen_at: at(3_600),
  state: 'open',
  acknowledged_at: null,
  resolved_at: null,
};
const DISK: Alert = {
  ...BACKUP,
  id: '019ac5b2-7a10-7c3e-9d52-0c9a4b6f1e78',
  severity: 'CRITICAL',
  title: 'The disk is full',
  count: 1,
};

/** A server that keeps what becomes of its alerts, and gives those that are asked for. */
function open(...first: Alert[]) {
  let alerts = first;
  const change = (state: Alert['state']) => (asked: Asked) => {
    alerts = alerts.map((alert) => (alert.id === asked.params?.['id'] ? { ...alert, state } : alert));
    return alerts.find(({ id }) => id === asked.params?.['id']);
  };
  const list = ({ query = {} }: Asked) => {
    const found = alerts
      .filter(({ state }) => state === (query['state'] ?? state))
      .filter(({ severity }) => severity === (query['severity'] ?? severity));
    const unresolved: Record<string, number> = {};
    for (const { severity, state } of alerts)
      if (state !== 'resolved') unresolved[severity] = (unresolved[severity] ?? 0) + 1;
    const limit = Number(query['limit']);
    return { alerts: found.slice(0, limit), has_more: found.length > limit, unresolved };
  };
  const opened = testDesk({
    'GET /api/system/alerts': list,
    'POST /api/system/alerts/:id/acknowledge': change('acknowledged'),
    'POST /api/system/alerts/:id/resolve': change('resolved'),
    'POST /api/system/alerts/test': {
      channels: [
        { channel: 'log', result: 'delivered', message: 'Written.' },
        { channel: 'email', result: 'failed', message: 'The mail server does not answer.' },
      ],
    },
  });
  document.body.append(alertsSection(opened.desk).dom);
  return opened;
}

const heading = page.getByRole('heading', { level: 2 });
const rows = page.getByRole('listitem');

test.each([
  ['1 critical alert to see to now', [DISK, BACKUP]],
  ['1 warning to see to', [BACKUP]],
  ['1 note, nothing urgent', [{ ...BACKUP, severity: 'INFO' as const }]],
  ['Nothing needs you', []],
])('the heading says "%s"', async (words, alerts) => {
  open(...alerts);
  await expect.element(heading).toHaveTextContent(`Alerts ${words}`);
});

test('each tells what is wrong, how often and since when', async () => {
  open(DISK, BACKUP);
  await expect
    .element(rows.nth(0))
    .toMatchTextContent(/Critical.*The disk is full.*open, seen once, 1 hour ago/);
  await expect
    .element(rows.nth(1))
    .toMatchTextContent(/Warning.*Make one now\..*open, seen 3 times, last 1 hour ago/);
});

test('one that is acknowledged can still be resolved, and the focus follows', async () => {
  const { said, asked } = open(BACKUP);
  await page.getByLabelText('State').selectOptions('All');
  await page.getByRole('button', { name: /^Acknowledge/ }).click();
  await expect.element(rows.first()).toMatchTextContent('acknowledged, seen 3 times');
  await expect.element(page.getByRole('button', { name: /^Resolve/ })).toHaveFocus();
  await page.getByRole('button', { name: /^Resolve/ }).click();
  await expect.element(heading).toHaveTextContent('Alerts Nothing needs you');
  await expect.element(page.getByLabelText('State')).toHaveFocus();
  expect(said).toContain('Acknowledged: The newest backup is old');
  expect(said).toContain('Resolved: The newest backup is old');
  expect(asked).toContain(`POST /api/system/alerts/${BACKUP.id}/acknowledge`);
});

test('one that leaves the list leaves the focus in the section', async () => {
  open(BACKUP);
  await page.getByRole('button', { name: /^Acknowledge/ }).click();
  await expect.element(page.getByText('No alert is open.')).toBeVisible();
  await expect.element(page.getByLabelText('State')).toHaveFocus();
});

test('they are chosen by state and severity', async () => {
  const { asked } = open(DISK, BACKUP);
  await page.getByLabelText('Severity').selectOptions('Warning');
  await expect.element(rows).toMatchTextContent('The newest backup is old');
  await page.getByLabelText('State').selectOptions('Resolved');
  await expect.element(page.getByText('No such alert.')).toBeVisible();
  expect(asked.at(-1)).toBe('GET /api/system/alerts {"state":"resolved","severity":"WARNING","limit":20}');
});

test('older ones come when they are asked for', async () => {
  open(
    ...Array.from({ length: 25 }, (_, place) => ({
      ...BACKUP,
      id: `${BACKUP.id.slice(0, -2)}${10 + place}`,
    })),
  );
  await expect.poll(() => rows.elements().length).toBe(20);
  await page.getByRole('button', { name: 'Show older ones' }).click();
  await expect.poll(() => rows.elements().length).toBe(25);
  await expect.element(page.getByRole('button', { name: 'Show older ones' })).not.toBeInTheDocument();
});

test('a test tells how it went by each channel', async () => {
  open();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect.element(page.getByText('log: sent. email: The mail server does not answer.')).toBeVisible();
});
