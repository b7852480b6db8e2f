import { countRequests } from '../fixtures/count-requests.ts';
import { findBarriers } from '../fixtures/find-barriers.ts';
import { HEAD, LOCAL_PLACE, NO_ARCHIVE, tellArchive } from '../fixtures/tell-archive.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';
import { ArchiveSheet } from '../pages/archive-sheet.ts';
import type { RoomPage } from '../pages/room-page.ts';

const LEAST_TARGET_PX = 44;

const FAILING = {
  state: 'failing',
  backlog: 12,
  problem: 'GitHub no longer takes the token. Messages are kept here, and follow when there is a new one.',
};
const PUBLISHING = { state: 'working', backlog: 40, publishing: { done: 1_480, total: 12_300 } };
const LONG_NAME = {
  state: 'waiting',
  backlog: 12_345,
  problem: 'GitHub asks for a pause. It goes on by itself at 18:40.',
  place: {
    kind: 'github',
    name: 'the-harbour-and-lighthouse-society/conversation-of-the-evening-walks-2026',
    url: 'https://github.com/the-harbour/conversation',
    commit_url: null,
  },
};

/** Someone whose page hears of such an archive. */
async function arrive(room: RoomPage, status: Parameters<typeof tellArchive>[1] = {}) {
  const tell = await tellArchive(room.page, status);
  await room.open();
  const sheet = new ArchiveSheet(room.page);
  await expect(sheet.ribbon).toBeVisible();
  return { sheet, tell };
}

test('the ribbon opens a sheet that says where everything is, and since when it is known', async ({
  visit,
}) => {
  const { sheet } = await arrive(await visit());
  await sheet.open();
  await expect(sheet.dom).toHaveAccessibleName('Everything is in acme/conversation');
  await expect(sheet.fact('Archive')).toHaveText('acme/conversation on GitHub');
  await expect(sheet.fact('On the way')).toHaveText('Nothing waits');
  await expect(sheet.fact('Last commit')).toHaveText(/^4f2a9c1 · .* ago$/);
  await expect(sheet.fact('Checked')).toHaveText(/ ago$/);
  await expect(sheet.links.first()).toHaveAttribute('href', 'https://github.com/acme/conversation');
  await expect(sheet.links.last()).toHaveAttribute(
    'href',
    `https://github.com/acme/conversation/commit/${HEAD}`,
  );
  await expect(sheet.legend).toHaveCount(5);
});

test('an archive on the server itself is called that', async ({ visit }) => {
  const { sheet } = await arrive(await visit(), { place: LOCAL_PLACE });
  await expect(sheet.tip).toHaveText(/^Everything is in the archive on this server, checked .* ago\.$/);
  await sheet.open();
  await expect(sheet.fact('Archive')).toHaveText('On this server, in Git');
  await expect(sheet.links).toHaveCount(0);
});

test('an open sheet follows what the server tells, and the time', async ({ visit }) => {
  const room = await visit();
  const verified_at = new Date(Date.now() - 20_000).toISOString();
  const { sheet, tell } = await arrive(room, { verified_at });
  await sheet.open();
  const before = await sheet.fact('Checked').textContent();
  await expect(sheet.fact('Checked')).not.toHaveText(before ?? '');
  tell({ verified_at, state: 'working', backlog: 2 });
  await room.glance();
  await expect(sheet.title).toHaveText('2 changes on the way to acme/conversation');
  await expect(sheet.fact('On the way')).toHaveText('2 changes wait');
});

test('a visit to the sheet needs no mouse, and ends where it began', async ({ visit }) => {
  const room = await visit();
  const { sheet } = await arrive(room);
  const { keyboard } = room.page;
  await room.themeSwitch.focus();
  await keyboard.press('Tab');
  await expect(sheet.ribbon).toBeFocused();
  await expect(sheet.tip).toHaveCSS('opacity', '1');
  await keyboard.press('Enter');
  await expect(sheet.closeButton).toBeFocused();
  for (let step = 0; step < 8; step++) {
    await keyboard.press('Tab');
    const isAway = await sheet.dom.evaluate(
      (dialog) => document.activeElement !== document.body && !dialog.contains(document.activeElement),
    );
    expect(isAway).toBe(false);
  }
  await keyboard.press('Escape');
  await expect(sheet.dom).toBeHidden();
  await expect(sheet.ribbon).toBeFocused();
  await keyboard.press('Space');
  await sheet.closeButton.press('Enter');
  await expect(sheet.ribbon).toBeFocused();
});

test('a press beside the sheet closes it', async ({ visit }) => {
  const room = await visit();
  const { sheet } = await arrive(room);
  await sheet.open();
  await sheet.title.click();
  await expect(sheet.dom).toBeVisible();
  await room.page.mouse.click(20, 400);
  await expect(sheet.dom).toBeHidden();
  await expect(sheet.ribbon).toBeFocused();
});

test('where there is no archive, the sheet says what that means', async ({ visit }) => {
  const { sheet } = await arrive(await visit(), NO_ARCHIVE);
  await sheet.open();
  await expect(sheet.dom).toHaveAccessibleName('No repository yet');
  await expect(sheet.dom).toContainText('saved on this server alone');
  await sheet.dom.getByRole('button', { name: 'Back to the conversation' }).click();
  await expect(sheet.ribbon).toBeFocused();
});

test('an archive that needs help is announced once, and so is its recovery', async ({ alice }) => {
  const tell = await tellArchive(alice.page);
  const sheet = new ArchiveSheet(alice.page);
  await alice.glance();
  await expect(sheet.tip).toContainText('Everything is in');
  for (const backlog of [12, 13]) {
    tell({ ...FAILING, backlog });
    await alice.glance();
    await expect(sheet.tip).toContainText(`${backlog} changes kept here meanwhile`);
  }
  await expect(alice.announcements.getByText('The archive needs help.')).toHaveCount(1);
  await sheet.open();
  await expect(sheet.trouble).toHaveText(FAILING.problem);
  tell({});
  await alice.glance();
  await expect(alice.announcements.getByText('The archive works again.')).toHaveCount(1);
  await expect(sheet.trouble).toBeHidden();
});

test('the code of the sheet comes when it is asked for, once and for good', async ({ visit }) => {
  const room = await visit();
  const parts = countRequests(room.page, '/assets/archive-sheet');
  const { sheet } = await arrive(room);
  expect(parts.started).toBe(0);
  const answer = room.page.waitForResponse(/archive-sheet/);
  await sheet.open();
  expect(await (await answer).headerValue('cache-control')).toContain('immutable');
  await room.page.keyboard.press('Escape');
  await sheet.open();
  expect(parts.started).toBe(1);
});

test('a sheet whose code cannot be had says so, and opens when it can', async ({ alice, witness }) => {
  witness.allow(SERVER_AWAY);
  await tellArchive(alice.page);
  const sheet = new ArchiveSheet(alice.page);
  await alice.page.route(/archive-sheet/, (route) => route.abort());
  await sheet.ribbon.click();
  await expect(sheet.tip).toHaveText(/^The details could not be loaded\./);
  await expect(sheet.tip).toHaveCSS('opacity', '1');
  await expect(alice.announcements).toContainText('The details could not be loaded.');
  await alice.page.unroute(/archive-sheet/);
  await sheet.ribbon.click();
  await expect(sheet.dom).toBeVisible();
});

test('the sheet comes and goes within a fifth of a second', async ({ visit }) => {
  const { sheet } = await arrive(await visit());
  await sheet.open();
  await expect(sheet.dom).toHaveCSS('transition-duration', /^0\.2s(?:, 0\.2s)*$/);
});

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce' });

  test('the sheet simply appears', async ({ visit }) => {
    const { sheet } = await arrive(await visit());
    await sheet.open();
    await expect(sheet.dom).toHaveCSS('transition-duration', /^0s(?:, 0s)*$/);
  });

  for (const [name, status] of Object.entries({ idle: {}, FAILING, PUBLISHING, LONG_NAME, NO_ARCHIVE }))
    test(`axe finds nothing in the sheet (${name})`, async ({ visit }) => {
      const room = await visit();
      const { sheet } = await arrive(room, status);
      await sheet.open();
      expect(await findBarriers(room.page)).toEqual([]);
    });
});

for (const width of [320, 360])
  test.describe(`on a phone of ${width} px`, () => {
    test.use({ viewport: { width, height: 640 }, hasTouch: true, isMobile: true });

    test('the sheet lies at the foot, and nothing of it sticks out', async ({ visit }) => {
      const room = await visit();
      const { sheet, tell } = await arrive(room);
      await sheet.ribbon.tap();
      for (const [title, status] of [
        ['12,345 changes on the way', LONG_NAME],
        ['The archive needs help', FAILING],
        ['of the history is in', PUBLISHING],
        ['No repository yet', NO_ARCHIVE],
      ] as const) {
        tell(status);
        await room.glance();
        await expect(sheet.title).toContainText(title);
        const overflow = await sheet.dom.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
        expect(overflow).toBe(0);
        await expect
          .poll(() => sheet.dom.boundingBox())
          .toMatchObject({ x: 0, width, y: expect.any(Number), height: expect.any(Number) });
        await expect.poll(() => sheet.foot()).toBeCloseTo(640, 0);
      }
    });

    test('every target of the sheet takes a fingertip', async ({ visit }) => {
      const room = await visit();
      const { sheet } = await arrive(room);
      await sheet.ribbon.tap();
      await expect(sheet.dom).toHaveCSS('translate', 'none');
      for (const target of [sheet.closeButton, ...(await sheet.links.all())]) {
        const isReached = await target.evaluate((element, least) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const half = least / 2 - 1;
          const [middleX, middleY] = [x + width / 2, y + height / 2];
          return [-half, half].every((apart) =>
            element.contains(document.elementFromPoint(middleX, middleY + apart)),
          );
        }, LEAST_TARGET_PX);
        expect(isReached, (await target.textContent()) ?? '').toBe(true);
      }
    });
  });
