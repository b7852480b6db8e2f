import { archiveMessage } from '../fixtures/archive-message.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';

const HASH = '4f2a9c1be07d3358a6c0f4e1d2b39a7785e6c013';

test('a receipt goes from saved to archived, and names the commit', async ({
  alice,
  bob,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  const message = await alice.write('worth keeping');
  await expect(message.dom).toHaveAttribute('data-receipt', 'saved');
  await expect(message.details).toContainText('Saved here');

  await server.stop();
  archiveMessage(server.databaseFile, 'worth keeping', HASH);
  await server.start();
  await alice.glance();
  await expect(message.dom).toHaveAttribute('data-receipt', 'archived');
  await expect(message.details).toContainText(`In your repository, commit ${HASH.slice(0, 7)}`);
  await expect(message.dom).toHaveCount(1);

  await bob.page.reload();
  await expect(bob.message('worth keeping').details).not.toContainText('repository');
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
