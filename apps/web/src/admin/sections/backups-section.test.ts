import type { Backup } from '@bookchat/shared';
import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { refusal } from '../../../test/refusal.ts';
import { type Answers, testDesk } from '../../../test/test-desk.ts';
import { backupsSection } from './backups-section.ts';

const ID = '20261120_110000';
const BACKUP: Backup = {
  id: ID,
  file: `backup_${ID}.db`,
  created_at: at(3_600),
  reason: 'scheduled',
  bytes: 2 * 2 ** 20,
  sha256: 'a'.repeat(64),
  rows: { messages: 1_234 },
  newest_message_id: null,
  position: 1_234,
  schema: '0001',
  version: '1.2.3',
  verified_at: at(3_540),
};

const LIST = {
  backups: [BACKUP],
  operation: null as object | null,
  on_demand: { left: 4, resets_at: null },
  rejected: [] as object[],
};

function open(answers: Answers = {}) {
  const opened = testDesk({ 'GET /api/system/backups': LIST, ...answers });
  document.body.append(backupsSection(opened.desk).dom);
  return opened;
}

/** Notes to where a link of the page leads, and stays. */
function noteDownloads(): string[] {
  const addresses: string[] = [];
  const stay = (event: Event) => {
    if (!(event.target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    addresses.push(new URL(event.target.href).pathname);
  };
  document.addEventListener('click', stay);
  onTestFinished(() => document.removeEventListener('click', stay));
  return addresses;
}

const heading = page.getByRole('heading', { level: 2 });
const row = page.getByRole('row').filter({ hasText: ID });

test('each tells when and why it was made, and what it holds', async () => {
  open();
  await expect.element(heading).toHaveTextContent('Backups Last one verified 59 minutes ago');
  await expect.element(row).toMatchTextContent(/1 hour ago.*By schedule.*1,234.*2\.1 MB.*59 minutes ago/);
  await expect.element(page.getByText('4 more backups on demand today.')).toBeVisible();
});

test('where there is none, and what is none, is said', async () => {
  open({
    'GET /api/system/backups': {
      ...LIST,
      backups: [],
      rejected: [{ file: 'backup_20261119_110000.db', reason: 'It has no manifest.' }],
    },
  });
  await expect.element(heading).toHaveTextContent('Backups None yet');
  await expect.element(page.getByText(/^No backup yet\./)).toBeVisible();
  await expect
    .element(page.getByRole('listitem'))
    .toHaveTextContent('backup_20261119_110000.db: It has no manifest.');
});

test('one is made, and it is seen how far it is', async () => {
  const { promise, resolve } = Promise.withResolvers<Backup>();
  const { said } = open({
    'GET /api/system/backups': () => ({
      ...LIST,
      operation: {
        kind: 'backup',
        backup_id: null,
        step: 'Copying the database',
        progress: 0.45,
        started_at: at(1),
      },
    }),
    'POST /api/system/backup': () => promise,
  });
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await expect.element(page.getByText('Copying the database (45 %)')).toBeVisible();
  await expect.element(page.getByRole('progressbar')).toHaveAccessibleName('Copying the database');
  await expect
    .element(page.getByRole('button', { name: 'Making a backup…' }))
    .toHaveAttribute('aria-disabled', 'true');
  resolve(BACKUP);
  await expect.element(page.getByText(`Backup ${ID} is made and verified.`)).toBeVisible();
  expect(said).toEqual([`Backup ${ID} is made and verified.`]);
});

test('one is verified, or it is said what is wrong with it', async () => {
  const answers = [
    () => BACKUP,
    () => Promise.reject(refusal(422, 'backup_unusable', 'Its SHA-256 is another.')),
  ];
  open({ 'POST /api/system/backups/:id/verify': () => answers.shift()?.() });
  const verify = page.getByRole('button', { name: `Verify backup ${ID}` });
  await verify.click();
  await expect.element(row).toMatchTextContent('Verified: every page and every count is right.');
  await verify.click();
  await expect.element(row).toMatchTextContent('Its SHA-256 is another.');
});

test('its file and its manifest are saved, with the right that it takes', async () => {
  const addresses = noteDownloads();
  const { said } = open();
  await page.getByRole('button', { name: `Download backup ${ID}` }).click();
  await expect.element(page.getByText('The file is on its way.')).toBeVisible();
  await page.getByRole('button', { name: `Manifest backup ${ID}` }).click();
  await expect.element(page.getByText('It is on its way: keep it beside the file.')).toBeVisible();
  expect(said.filter((words) => words === '(asked for the right)')).toHaveLength(2);
  expect(addresses).toEqual([`/api/system/backups/${ID}/download`, `/api/system/backups/${ID}/manifest`]);
});

test('one is restored by whoever types its id, and the page asks anew', async () => {
  const opened = open({
    'POST /api/system/backups/:id/restore': { backup: BACKUP, kept_aside: 'aside', seconds: 1.4 },
  });
  let refreshes = 0;
  opened.desk.onRefresh(() => refreshes++);
  await page.getByRole('button', { name: `Restore… backup ${ID}` }).click();
  await expect
    .element(page.getByRole('dialog'))
    .toMatchTextContent('The chat goes back to Friday, 20 November 2026');
  const confirmation = page.getByLabelText(`Type ${ID} to confirm`);
  await confirmation.fill('20200101_000000');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(`This is not the id. Type ${ID}.`);
  expect(opened.asked.filter((line) => line.startsWith('POST'))).toEqual([]);
  await page.getByLabelText(/^Leave out what was written after it/).click();
  await confirmation.fill(ID);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(opened.asked).toContain(`POST /api/system/backups/${ID}/restore {"exact":true}`);
  expect(opened.said).toEqual([`Backup ${ID} was restored in 1.4 s.`]);
  expect(refreshes).toBe(1);
});

test('within the dialog it is seen how far a restore is, and why it failed', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  open({
    'GET /api/system/backups': () => ({
      ...LIST,
      operation: {
        kind: 'restore',
        backup_id: ID,
        step: 'Checking the copy',
        progress: 0.6,
        started_at: at(1),
      },
    }),
    'POST /api/system/backups/:id/restore': () => promise,
  });
  await page.getByRole('button', { name: `Restore… backup ${ID}` }).click();
  await page.getByLabelText(`Type ${ID} to confirm`).fill(ID);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect.element(page.getByRole('dialog').getByText('Checking the copy (60 %)')).toBeVisible();
  reject(refusal(409, 'already_running', 'A backup is being made.'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('A backup is being made.');
});
