import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { backUp } from '../fixtures/back-up.ts';
import { expect, test } from '../fixtures/operator.ts';
import { tellTroubles } from '../fixtures/operators-answers.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';

const REFUSED = /status of 401/;

test.describe('who may', () => {
  test.use({ settings: { NODE_ENV: 'production', AUTH_MODE: 'open' } });

  test('whoever has the token signs in, and the token is kept nowhere', async ({
    operate,
    token,
    witness,
  }) => {
    witness.allow(REFUSED);
    const admin = await operate();
    await admin.open();
    await admin.signIn('this-is-not-the-token-of-this-server');
    await expect(admin.error).toContainText('This is not the token of this server.');
    await expect(admin.tokenField).toBeFocused();

    await admin.signIn(token);
    await expect(admin.heading('Health')).toContainText(/All is well|The chat works/);
    expect(admin.page.url()).not.toContain(token);
    expect(
      await admin.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
    ).not.toContain(token);
    expect(await admin.page.evaluate(() => document.cookie)).toBe('');

    await admin.page.reload();
    await expect(admin.heading('Health')).toContainText(/All is well|The chat works/);
    await admin.signOutButton.click();
    await expect(admin.tokenField).toBeFocused();
  });

  test('a session that has ended leads back to the form', async ({ operate, token, witness }) => {
    witness.allow(REFUSED);
    const admin = await operate();
    await admin.open();
    await admin.signIn(token);
    await expect(admin.signOutButton).toBeVisible();
    await admin.page.context().clearCookies();
    await expect(admin.page.getByRole('heading', { level: 1 })).toHaveText(
      'You were signed out. Sign in again',
    );
  });

  test('whoever tries too often is told for how long to wait', async ({ operate, token, witness }) => {
    witness.allow(REFUSED, /status of 429/);
    const admin = await operate();
    await admin.page.route('**/api/system/session', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 429,
            headers: { 'retry-after': '40' },
            contentType: 'application/problem+json',
            body: JSON.stringify({ code: 'rate_limited', detail: 'Too many.' }),
          })
        : route.fallback(),
    );
    await admin.open();
    await admin.signIn(token);
    await expect(admin.error).toHaveText('Too many requests. Try again in 40 s.');
  });
});

test('on the machine itself one reads without the token, and is asked for it when it is needed', async ({
  operate,
  token,
  witness,
}) => {
  witness.allow(REFUSED);
  const admin = await operate();
  await admin.open();
  await expect(admin.heading('Tasks')).toContainText('none failing');
  const run = admin.button('Run now Self check');
  await run.click();
  await admin.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(run).toBeFocused();
  await run.press('Enter');
  await admin.dialog.getByLabel('Admin token').fill(token);
  await admin.dialog.getByLabel('Admin token').press('Enter');
  await expect(admin.row('Tasks', 'Self check')).toContainText('Started.');
  await expect(admin.signOutButton).toBeVisible();
});

interface Pressing {
  /** Where a refusal is told; what was announced before stays elsewhere in the page. */
  readonly place: Locator;
  /** What is there once it is done. */
  readonly done: Locator;
}

/** The server's own backups and drills may be under way, and are waited for: it says so, and one presses again. */
async function pressOnceFree(button: Locator, { place, done }: Pressing): Promise<void> {
  const refused = place.filter({ hasText: 'Try again when' });
  await expect(async () => {
    await button.press('Enter');
    await expect(done.or(refused).first()).toBeVisible({ timeout: 30_000 });
    await expect(done.first()).toBeVisible({ timeout: 1 });
  }).toPass();
}

for (const width of [1_280, 360])
  test.describe(`at ${width} px`, () => {
    test.use({
      viewport: { width, height: 800 },
      settings: { ARCHIVE: 'on', ARCHIVE_INTERVAL_SECONDS: '5' },
      messagesBefore: 5,
    });

    test('a backup is made, verified, downloaded and restored', async ({ operator, server, witness }) => {
      test.slow();
      witness.allow(SERVER_AWAY, /status of 409/);
      const make = operator.button('Make a backup');
      const section = operator.section('Backups');
      await pressOnceFree(make, {
        place: section,
        done: section.getByText(/^Backup \d+_\d+ is made and verified/),
      });
      await expect(operator.heading('Backups')).toContainText('Last one verified');
      const id = await backUp(server);
      // Of two in one second the other is called after this one.
      const row = operator.row('Backups', new RegExp(`${id}(?!_)`));
      await expect(row).toBeVisible();

      const verify = row.getByRole('button', { name: 'Verify' });
      const verified = row.getByText('Verified: every page and every count is right.');
      await pressOnceFree(verify, { place: row, done: verified });

      const downloading = operator.page.waitForEvent('download');
      await row.getByRole('button', { name: 'Download' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toContain(id);
      expect(
        readFileSync(await download.path())
          .subarray(0, 15)
          .toString(),
      ).toBe('SQLite format 3');

      const restore = row.getByRole('button', { name: 'Restore' });
      await restore.press('Enter');
      await operator.dialog.getByLabel(`Type ${id} to confirm`).fill('20200101_000000');
      await operator.dialog.getByRole('button', { name: 'Restore' }).click();
      await expect(operator.error).toContainText('This is not the id.');
      await operator.dialog.getByLabel(`Type ${id} to confirm`).fill(id);
      const confirm = operator.dialog.getByRole('button', { name: 'Restore' });
      const restored = operator.notice.filter({ hasText: `Backup ${id} was restored` });
      await pressOnceFree(confirm, { place: operator.dialog, done: restored });
      await expect(restore).toBeFocused();
      await expect(operator.heading('Health')).toContainText(/All is well|The chat works/);
    });

    test('a task is run, disabled and given another schedule', async ({ operator, witness }) => {
      witness.allow(/status of 400/);
      const row = operator.row('Tasks', 'Self check');
      await row.getByRole('button', { name: 'Run now' }).click();
      await expect(row).toContainText(/Done/);
      await row.getByRole('button', { name: 'Disable' }).click();
      await expect(row).toContainText('Off');
      await expect(row.getByRole('button', { name: 'Enable' })).toBeFocused();
      await expect(operator.heading('Tasks')).toContainText('None failing, 1 off');

      await row.getByRole('button', { name: 'Schedule' }).click();
      await operator.dialog.getByLabel('Schedule').fill('every now and then');
      await operator.dialog.getByRole('button', { name: 'Save' }).click();
      await expect(operator.error).not.toBeEmpty();
      await operator.dialog.getByLabel('Schedule').fill('15m');
      await operator.dialog.getByRole('button', { name: 'Save' }).click();
      await expect(row).toContainText('15m');
    });

    test('the archive is verified', async ({ operator }) => {
      test.slow();
      // A section asks while it can be seen.
      await operator.section('Archive').scrollIntoViewIfNeeded();
      await expect(operator.heading('Archive')).toContainText('Everything is in', { timeout: 40_000 });
      await operator.button('Verify now').click();
      await expect(operator.section('Archive')).toContainText('Verified: it holds what the database does.', {
        timeout: 30_000,
      });
      await expect(operator.heading('Archive')).toContainText('Everything is in, and verified');
    });

    test('nothing sticks out, and every target takes a fingertip', async ({ operate, token }) => {
      const admin = await operate(
        width === 360 ? { hasTouch: true, isMobile: true, viewport: { width, height: 800 } } : {},
      );
      await admin.page.request.post('/api/system/session', { headers: { authorization: `Bearer ${token}` } });
      await tellTroubles(admin.page);
      await admin.open();
      for (const name of ['Alerts', 'Limits', 'Keys', 'Database', 'Log', 'Charts'])
        await expect(admin.heading(name)).not.toHaveText(name);
      const wide = await admin.page.evaluate(() => {
        const main = document.querySelector('main');
        return main === null
          ? ['no page']
          : main.scrollWidth > main.clientWidth
            ? [`${main.scrollWidth}`]
            : [];
      });
      expect(wide).toEqual([]);
      if (width !== 360) return;
      const small = await admin.page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            '.admin button, .admin select, .admin input, .admin a:not(.skip-link), .admin summary',
          ),
        ]
          .filter((target) => target.checkVisibility())
          .map((target) => ({
            name: target.textContent || target.className,
            box: target.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.height < 43.5)
          .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
      );
      expect(small).toEqual([]);
    });
  });
