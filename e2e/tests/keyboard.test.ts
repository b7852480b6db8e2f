import { expectVisibleFocus } from '../fixtures/keys.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';
import type { MessageRow } from '../pages/message-row.ts';

async function expectFocusOnMessage({ dom, bubble }: MessageRow): Promise<void> {
  await expectVisibleFocus(dom, bubble);
}

test('a whole visit needs no mouse', async ({ visit, server, witness }) => {
  witness.allow(SERVER_AWAY);
  const room = await visit();
  const { keyboard } = room.page;
  await room.open();
  await expect(room.page.getByRole('button', { name: 'Write the first message' })).toBeVisible();
  await expect(room.rooms.room('General')).toBeVisible();

  await keyboard.press('Tab');
  await expectVisibleFocus(room.page.getByRole('link', { name: 'Skip to the messages' }));
  await keyboard.press('Tab');
  await expectVisibleFocus(room.page.getByRole('link', { name: 'Write a message' }));
  await keyboard.press('Tab');
  await expectVisibleFocus(room.title.getByRole('button'));
  await keyboard.press('Tab');
  await expectVisibleFocus(room.themeSwitch);
  await keyboard.press('Tab');
  await expectVisibleFocus(room.header.getByRole('button', { name: /No repository is set up/ }));
  await keyboard.press('Tab');
  await expectVisibleFocus(room.rooms.list.getByRole('button', { name: 'Find a room or person' }));
  await keyboard.press('Tab');
  await expectVisibleFocus(room.rooms.makeButton);
  await keyboard.press('Tab');
  await expectVisibleFocus(room.rooms.room('General'));
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expectVisibleFocus(room.nameField);

  await keyboard.type('alice');
  await keyboard.press('Enter');
  await expectVisibleFocus(room.composer);
  await keyboard.type('one');
  await keyboard.press('Enter');
  await keyboard.type('two https://example.org/');
  await keyboard.press('Enter');
  await expect(room.page.getByText('Saved here')).toHaveCount(2);

  await keyboard.press('Shift+Tab');
  await expectVisibleFocus(room.message('two https://example.org/').links);
  await keyboard.press('Shift+Tab');
  await expectFocusOnMessage(room.message('two https://example.org/'));
  await keyboard.press('ArrowUp');
  await expectFocusOnMessage(room.message('one'));
  await keyboard.press('End');
  await expectFocusOnMessage(room.message('two https://example.org/'));
  await keyboard.press('Home');
  await expectFocusOnMessage(room.message('one'));

  await server.stop();
  await room.composer.focus();
  await keyboard.type('three');
  await keyboard.press('Enter');
  await expect(room.message('three').failure).toBeVisible();
  await server.start();
  await keyboard.press('Shift+Tab');
  await expectVisibleFocus(room.message('three').discardButton);
  await keyboard.press('Shift+Tab');
  await expectVisibleFocus(room.message('three').retryButton);
  await keyboard.press('Enter');
  await expect(room.message('three').details).toContainText('Saved here');
});

test('the link to skip the header leads to the messages', async ({ alice }) => {
  await alice.say('skip to me');
  await alice.page.reload();
  await expect(alice.message('skip to me').dom).toBeVisible();
  await alice.page.keyboard.press('Tab');
  await alice.page.keyboard.press('Enter');
  await alice.page.keyboard.press('Tab');
  await expectFocusOnMessage(alice.message('skip to me'));
});

test('the name is changed and left unchanged by keyboard', async ({ alice }) => {
  await alice.changeNameButton.focus();
  await alice.page.keyboard.press('Enter');
  await expectVisibleFocus(alice.nameField);
  await alice.page.keyboard.press('Tab');
  await alice.page.keyboard.press('Tab');
  await expectVisibleFocus(alice.page.getByRole('button', { name: 'Cancel' }));
  await alice.page.keyboard.press('Enter');
  await expect(alice.composer).toBeFocused();
});

test.describe('in a long conversation', () => {
  test.use({ messagesBefore: 200 });

  test('the arrow keys go through history as it loads', async ({ alice }) => {
    await expect(alice.rows.last()).toBeVisible();
    await alice.page.keyboard.press('Shift+Tab');
    await expectFocusOnMessage(alice.message('message 200'));
    await expect(async () => {
      await alice.page.keyboard.press('ArrowUp');
      await expect(alice.message('message 120').dom).toBeFocused({ timeout: 10 });
    }).toPass({ intervals: [1] });
    await alice.page.keyboard.press('Tab');
    await expect(alice.pill).toBeFocused();
    await alice.page.keyboard.press('Enter');
    await expect(alice.message('message 200').dom).toBeInViewport();
  });
});
