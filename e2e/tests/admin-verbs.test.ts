import type { GithubDouble } from '../../apps/api/test/github/github-double.ts';
import { startGithubDouble } from '../../apps/api/test/github/start-github-double.ts';
import { withGithub } from '../../apps/api/test/with-github.ts';
import { findBarriers } from '../fixtures/find-barriers.ts';
import { expect, test } from '../fixtures/operator.ts';
import { tellHistory, tellTroubles } from '../fixtures/operators-answers.ts';

const PROBLEM = 'application/problem+json';
const SECRET = /^bk_[0-9a-z]{12}_\S+$/;

async function postOnce(url: string): Promise<number> {
  const { status } = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ author: 'mallory', content: 'again' }),
  });
  return status;
}

for (const width of [1_280, 360])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test.describe('with a limit that is soon reached', () => {
      test.use({ settings: { RATE_LIMIT_MAX_REQUESTS: '1', BREACH_WARNING_COUNT: '1' } });

      test('whoever is refused is seen, and the alert of it is acknowledged and resolved', async ({
        operator,
        server,
      }) => {
        // A machine that is busy with other things may refuse one for that reason.
        let refused = 0;
        await expect(async () => {
          if ((await postOnce(server.url)) === 429) refused++;
          expect(refused).toBe(3);
        }).toPass({ intervals: [0] });
        await operator.page.reload();
        const limits = operator.page.locator('#limits');
        await limits.scrollIntoViewIfNeeded();
        await expect(operator.heading('Limits')).toContainText(/\d requests refused, more than usual/, {
          timeout: 20_000,
        });
        await expect(limits.getByRole('table', { name: 'Addresses asked' })).toContainText(
          'POST /api/messages',
        );
        await limits.getByText('Latest refusals').click();
        await expect(limits.getByRole('table', { name: 'Latest refusals' })).toContainText('127.0.0.1');

        await operator.button('Run now Rate limits').click();
        const alerts = operator.section('Alerts');
        await alerts.scrollIntoViewIfNeeded();
        // A machine that is busy with other things may have more to tell.
        const alert = alerts.getByRole('listitem').filter({ hasText: 'Many requests go beyond the limits' });
        await expect(alert).toContainText('open, seen once', { timeout: 20_000 });
        await expect(operator.heading('Alerts')).toContainText(/\d warnings? to see to/);
        await alerts.getByLabel('State').selectOption('All');
        await alert.getByRole('button', { name: 'Acknowledge' }).press('Enter');
        await expect(alert).toContainText('acknowledged, seen once');
        await expect(alert.getByRole('button', { name: 'Resolve' })).toBeFocused();
        await alert.getByRole('button', { name: 'Resolve' }).press('Enter');
        await expect(alert).toContainText('resolved, seen once');
        await expect(alerts.getByLabel('State')).toBeFocused();
      });
    });

    test('a key is made, rotated and revoked, and does what it may as long', async ({ operator, server }) => {
      const may = async (secret: string) => {
        const headers = { authorization: `Bearer ${secret}` };
        return (await fetch(`${server.url}/api/system/health`, { headers })).status !== 401;
      };
      const { dialog } = operator;
      await operator.button('Make a key').press('Enter');
      await dialog.getByRole('button', { name: 'Make the key' }).click();
      await expect(operator.error).toHaveText('Give it a name, so that you know it again.');
      await dialog.getByLabel('Name').fill('report');
      await dialog.getByLabel('Read figures').check();
      await dialog.getByRole('button', { name: 'Make the key' }).click();
      await expect(dialog).toHaveAccessibleName('The secret of “report”');
      await expect(dialog.getByLabel('Secret')).toHaveValue(SECRET);
      const first = await dialog.getByLabel('Secret').inputValue();
      await operator.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await dialog.getByRole('button', { name: 'Copy' }).click();
      await expect(dialog).toContainText('Copied.');
      expect(await operator.page.evaluate(() => navigator.clipboard.readText())).toBe(first);
      await dialog.getByRole('button', { name: 'I have kept it' }).click();
      await expect(operator.button('Make a key')).toBeFocused();

      const row = operator.row('Keys', 'report');
      await row.getByRole('button', { name: 'Rotate' }).click();
      await dialog.getByLabel('Hours for which').fill('0');
      await dialog.getByRole('button', { name: 'Rotate' }).click();
      await expect(dialog.getByLabel('Secret')).toHaveValue(SECRET);
      const second = await dialog.getByLabel('Secret').inputValue();
      await dialog.getByRole('button', { name: 'I have kept it' }).click();
      expect([await may(first), await may(second)]).toEqual([false, true]);

      await row.getByRole('button', { name: 'Revoke' }).click();
      await dialog.getByRole('button', { name: 'Revoke' }).click();
      await expect(operator.notice).toHaveText('The key “report” is revoked.');
      await expect(row).toContainText('Revoked');
      expect(await may(second)).toBe(false);
    });

    test('the log is searched by level and words, and held', async ({ operator }) => {
      const log = operator.section('Log');
      await log.scrollIntoViewIfNeeded();
      await expect(log.getByText(/BookChat is ready at/)).toBeVisible();
      await log.getByLabel('Search').fill('no line holds these words');
      await expect(log.getByText('No such line.')).toBeVisible();
      await log.getByLabel('Search').fill('is READY');
      await expect(log.getByRole('listitem')).toHaveCount(1);
      await log.getByLabel('From level').selectOption('Errors');
      await expect(log.getByText('No such line.')).toBeVisible();
      await log.getByRole('button', { name: 'Pause' }).click();
      await expect(operator.heading('Log')).toContainText('Paused');
      await log.getByRole('button', { name: 'Resume' }).click();
      await expect(operator.heading('Log')).toContainText('The latest lines');
    });

    test('the database tells its size and its tables', async ({ operator }) => {
      await expect(operator.heading('Database')).toContainText(/[kM]B, nothing slow/);
      const database = operator.section('Database');
      await database.scrollIntoViewIfNeeded();
      await database.getByText('Tables', { exact: true }).click();
      await expect(database.getByRole('table', { name: 'Tables' })).toContainText('messages', {
        timeout: 20_000,
      });
    });
  });

test.describe('with an archive on GitHub', () => {
  const testWithGithub = test.extend<{ github: GithubDouble }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    github: async ({}, use) => {
      const github = await startGithubDouble();
      await use(github);
      await github.close();
    },
    settings: async ({ github }, use) => use({ ...withGithub(github) }),
  });

  testWithGithub('its token is changed once the new one works', async ({ github, operator, witness }) => {
    witness.allow(/status of 4\d\d/);
    await operator.row('Keys', 'GITHUB_TOKEN').getByRole('button', { name: 'Change' }).click();
    await operator.dialog.getByLabel('New token').fill('github_pat_wrong');
    await operator.dialog.getByRole('button', { name: 'Try and change' }).click();
    await expect(operator.error).not.toBeEmpty();
    github.setToken('github_pat_new');
    await operator.dialog.getByLabel('New token').fill('github_pat_new');
    await operator.dialog.getByRole('button', { name: 'Try and change' }).click();
    await expect(operator.notice).toContainText('The new token is in use.');
  });
});

test('the charts tell an hour, a day and a week, also in words and as a table', async ({ operator }) => {
  await expect(operator.heading('Charts')).toContainText('How the last hour went');
  // What happened in a week takes a week.
  await tellHistory(operator.page);
  await operator.page.reload();
  const requests = operator.page.getByRole('img', { name: /^Requests over the last hour: now .*highest .*/ });
  await expect(requests.locator('canvas')).toBeVisible();
  for (const [name, period] of [
    ['Day', 'day'],
    ['Week', 'week'],
  ] as const) {
    await operator.section('Charts').getByRole('radio', { name }).check();
    await expect(operator.heading('Charts')).toContainText(`How the last ${period} went`);
  }
  await operator.section('Charts').getByText('As a table').first().click();
  await expect(operator.section('Charts').getByRole('row').nth(1)).toContainText('/s');
});

test('one section that fails, or that a server does not offer, leaves the others alone', async ({
  operator,
  witness,
}) => {
  witness.allow(/status of (?:404|500)/);
  const refuse = (status: number, code: string) => ({
    status,
    contentType: PROBLEM,
    body: JSON.stringify({ code, detail: 'The disk says no.' }),
  });
  await operator.page.route(/\/api\/system\/database$/, (route) =>
    route.fulfill(refuse(404, 'route_not_found')),
  );
  await operator.page.route(/\/api\/system\/keys$/, (route) => route.fulfill(refuse(500, 'internal_error')));
  await operator.page.reload();
  await expect(operator.heading('Database')).toContainText('Not offered here');
  await expect(operator.section('Keys')).toContainText('The disk says no. It tries again by itself.');
  await expect(operator.heading('Tasks')).toContainText('none failing');
  await operator.page.unroute(/\/api\/system\/keys$/);
});

test('everything is reached by keyboard', async ({ operator }) => {
  const { keyboard } = operator.page;
  await expect(operator.heading('Tasks')).toContainText('none failing');
  await keyboard.press('Tab');
  await expect(operator.page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await operator.contents.getByRole('link', { name: 'Tasks' }).press('Enter');
  await expect(operator.heading('Tasks')).toBeInViewport();
  const schedule = operator.row('Tasks', 'Self check').getByRole('button', { name: 'Schedule' });
  await schedule.press('Enter');
  await expect(operator.dialog.getByLabel('Schedule')).toBeFocused();
  await keyboard.press('Escape');
  await expect(schedule).toBeFocused();
});

test.describe('without motion', () => {
  test.use({ reducedMotion: 'reduce' });

  for (const width of [1_280, 360])
    test(`axe finds nothing at ${width} px, in a dialog, and before the door`, async ({ operator }) => {
      test.slow();
      await tellTroubles(operator.page);
      await operator.page.reload();
      await operator.page.setViewportSize({ width, height: 800 });
      for (const name of ['Health', 'Alerts', 'Limits', 'Tasks', 'Charts', 'Log'])
        await expect(operator.section(name)).not.toHaveAttribute('aria-busy');
      expect(await findBarriers(operator.page)).toEqual([]);
      await operator.button('Make a key').click();
      expect(await findBarriers(operator.page)).toEqual([]);
      await operator.page.keyboard.press('Escape');
      await operator.signOutButton.click();
      await expect(operator.tokenField).toBeVisible();
      expect(await findBarriers(operator.page)).toEqual([]);
    });
});
