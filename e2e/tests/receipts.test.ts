import { archiveMessage } from '../fixtures/archive-message.ts';
import { HEAD, LOCAL_PLACE, tellArchive } from '../fixtures/tell-archive.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';
import { ArchiveSheet } from '../pages/archive-sheet.ts';

/** Of an archive that has not been looked at since its last commit. */
const UNCHECKED = { last_commit_at: '2026-11-20T17:16:41.124Z' };

test('a receipt goes from saved to archived to checked, and leads to the commit', async ({
  alice,
  bob,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  const tell = await tellArchive(alice.page, UNCHECKED);
  const message = await alice.write('worth keeping');
  await expect(message.dom).toHaveAttribute('data-receipt', 'saved');
  await expect(message.details).toContainText('Saved here');
  await message.settled();
  const place = await message.bubble.boundingBox();

  await server.stop();
  archiveMessage(server.databaseFile, 'worth keeping', HEAD);
  await server.start();
  await alice.glance();
  await expect(message.dom).toHaveAttribute('data-receipt', 'archived');
  await expect(message.mark).toHaveAttribute('data-mark', 'filled');
  await expect(message.details).toContainText(`In your repository, commit ${HEAD.slice(0, 7)}`);
  await expect(message.details).not.toContainText('checked');
  await expect(message.dom).toHaveCount(1);

  tell({});
  await alice.glance();
  await expect(message.mark).toHaveAttribute('data-mark', 'verified');
  await expect(message.details).toContainText(`commit ${HEAD.slice(0, 7)}, checked`);
  tell(UNCHECKED);
  await alice.glance();
  await expect(new ArchiveSheet(alice.page).tip).not.toContainText('checked');
  await expect(message.mark).toHaveAttribute('data-mark', 'verified');
  await message.settled();
  expect(await message.bubble.boundingBox()).toEqual(place);

  await bob.page.reload();
  await expect(bob.message('worth keeping').details).not.toContainText('commit');
});

test('the hash of a receipt leads to its commit, by pointer and by keyboard', async ({
  alice,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  await tellArchive(alice.page);
  await alice.page
    .context()
    .route('https://github.com/**', (route) =>
      route.fulfill({ contentType: 'text/plain', body: 'a commit' }),
    );
  const message = await alice.say('worth reading');
  await server.stop();
  archiveMessage(server.databaseFile, 'worth reading', HEAD);
  await server.start();
  await alice.glance();

  await message.dom.locator('.message__receipt').hover();
  await expect(message.details).toHaveCSS('opacity', '1');
  const byPointer = alice.page.waitForEvent('popup');
  await message.commit.click();
  await expect(await byPointer).toHaveURL(`https://github.com/acme/conversation/commit/${HEAD}`);
  expect(await (await byPointer).evaluate(() => window.opener)).toBeNull();

  await alice.page.bringToFront();
  await alice.composer.focus();
  await alice.page.keyboard.press('Shift+Tab');
  await expect(message.commit).toBeFocused();
  await expect(message.details).toHaveCSS('opacity', '1');
  const byKeyboard = alice.page.waitForEvent('popup');
  await alice.page.keyboard.press('Enter');
  await expect(await byKeyboard).toHaveURL(/\/commit\/4f2a9c1/);
});

test('a commit in the archive of the server itself is no link', async ({ alice, server, witness }) => {
  witness.allow(SERVER_AWAY);
  await tellArchive(alice.page, { place: LOCAL_PLACE });
  const message = await alice.say('kept at home');
  await server.stop();
  archiveMessage(server.databaseFile, 'kept at home', HEAD);
  await server.start();
  await alice.glance();
  await expect(message.details).toContainText('In the archive on this server, commit 4f2a9c1, checked');
  await expect(message.commit).toHaveCount(0);
});

test('a receipt tells its details on focus and under the pointer', async ({ alice }) => {
  const message = await alice.write('look closer');
  await expect(message.details).toContainText('Saved here');
  await expect(message.details).toHaveCSS('opacity', '0');
  await message.dom.locator('.message__receipt').hover();
  await expect(message.details).toHaveCSS('opacity', '1');

  await alice.page.mouse.move(0, 0);
  await expect(message.details).toHaveCSS('opacity', '0');
  await alice.page.keyboard.press('Shift+Tab');
  await expect(message.dom).toBeFocused();
  await expect(message.details).toHaveCSS('opacity', '1');
});

test('a message keeps its local time at hand, and in full on hover', async ({ meet }) => {
  const alice = await meet('alice', { timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
  await alice.page.clock.setFixedTime('2026-11-20T08:16:41Z');
  await alice.page.route('**/api/messages', () => undefined);
  const message = await alice.write('what time is it');
  await expect(message.time).toHaveText('17:16');
  await expect(message.details).toContainText('Friday, 20 November 2026 at 17:16:41');
  await expect(alice.days).toHaveText(['Friday, 20 November']);
});

test.describe('with an archive on the server', () => {
  test.use({ settings: { ARCHIVE: 'on', ARCHIVE_INTERVAL_SECONDS: '5' } });

  test('a message comes into a commit that is checked, by itself', async ({ alice }) => {
    test.slow(); // the server collects messages for some seconds, and the page asks every five
    const message = await alice.write('worth keeping');
    await expect(message.details).toContainText(
      /In the archive on this server, commit [0-9a-f]{7}, checked$/,
      { timeout: 30_000 },
    );
    await expect(message.mark).toHaveAttribute('data-mark', 'verified');
    const { tip } = new ArchiveSheet(alice.page);
    await expect(tip).toHaveText(/^Everything is in the archive on this server, checked .*\.$/);
  });
});
