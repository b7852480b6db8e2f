import type { Page } from '@playwright/test';
import { expect, type Member, test } from '../fixtures/accounts.ts';
import { expectVisibleFocus, tabAndPress, tabTo } from '../fixtures/keys.ts';
import { PeoplePanel } from '../pages/people-pages.ts';
import type { RoomPage } from '../pages/room-page.ts';

test.use({ reducedMotion: 'reduce' });

/** The names of others come with the page. */
async function comeBack({ room }: Member): Promise<RoomPage> {
  await room.page.reload();
  await room.composer.waitFor();
  await expect(room.rooms.room('General')).toBeVisible();
  return room;
}

const dialogNamed = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

async function makePrivateRoom({ page, rooms, title, composer }: RoomPage, name: string): Promise<void> {
  await tabAndPress(page, rooms.makeButton);
  await expectVisibleFocus(page.getByLabel('What it is called'));
  await page.keyboard.type(name);
  await tabTo(page, page.getByRole('radio', { name: 'Open' }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Private' })).toBeChecked();
  await tabAndPress(page, page.getByRole('button', { name: 'Make the room' }));
  await expect(title).toHaveText(name);
  await expect(composer).toBeFocused();
}

async function openDetails({ page, title, rooms }: RoomPage): Promise<void> {
  await tabAndPress(page, title.getByRole('button'), 'Shift+Tab');
  await expect(rooms.details).toBeVisible();
}

test('a private room is made, filled with people, renamed and left without a mouse', async ({
  owner,
  welcome,
}) => {
  test.slow();
  const bob = await welcome('bob');
  const alice = await comeBack(owner);
  const { page, rooms } = alice;
  const { keyboard } = page;
  await makePrivateRoom(alice, 'Plans');
  await keyboard.type('Shall we move the crane?');
  await keyboard.press('Enter');
  await expect(alice.message('Shall we move the crane?').details).toContainText(
    'Saved here, and kept out of the repository',
  );

  await openDetails(alice);
  const invite = rooms.details.getByRole('button', { name: 'Invite people' });
  await tabAndPress(page, invite);
  await expectVisibleFocus(page.getByRole('checkbox', { name: 'bob' }));
  await keyboard.press('Space');
  await tabAndPress(
    page,
    dialogNamed(page, 'Invite people into Plans').getByRole('button', { name: 'Invite' }),
  );
  await expect(rooms.details).toContainText('2 members');
  await expectVisibleFocus(invite);

  const rename = rooms.details.getByRole('button', { name: 'Rename or describe' });
  await tabAndPress(page, rename);
  await expectVisibleFocus(page.getByLabel('What it is called'));
  await keyboard.press('Control+A');
  await keyboard.type('Harbour plans');
  await keyboard.press('Enter');
  await expect(alice.title).toHaveText('Harbour plans');
  await expectVisibleFocus(rename);
  await keyboard.press('Escape');
  await expectVisibleFocus(alice.title.getByRole('button'));
  await bob.room.glance();
  await expect(bob.room.rooms.room('Harbour plans')).toBeVisible();

  await keyboard.press('Enter');
  await tabAndPress(page, rooms.details.getByRole('button', { name: 'Leave' }));
  const leaving = dialogNamed(page, 'Leave Harbour plans');
  await expectVisibleFocus(leaving.getByRole('button', { name: 'Cancel' }));
  await keyboard.press('Enter');
  await expectVisibleFocus(rooms.details.getByRole('button', { name: 'Leave' }));
  await keyboard.press('Enter');
  await tabAndPress(page, leaving.getByRole('button', { name: 'Leave' }));
  await expect(page.getByText('“Harbour plans” is not yours to read any more.')).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  await keyboard.press('Tab');
  await expectVisibleFocus(page.getByRole('link', { name: 'Go to the first room' }));
  await keyboard.press('Enter');
  await expect(alice.title).toHaveText('General');
  await expect(alice.composer).toBeFocused();
});

test('rooms are switched by Ctrl and K wherever the focus is, and whoever thinks better of it goes on there', async ({
  owner,
}) => {
  const alice = await comeBack(owner);
  const { page, rooms } = alice;
  const { keyboard } = page;
  await makePrivateRoom(alice, 'Plans');
  for (const [typed, title] of [
    ['gen', 'General'],
    ['plan', 'Plans'],
  ] as const) {
    await keyboard.press('Control+k');
    await expectVisibleFocus(rooms.switcher);
    await keyboard.type(typed);
    await expect(rooms.found.first()).toContainText(title);
    await keyboard.press('Enter');
    await expect(alice.title).toHaveText(title);
    await expect(alice.composer).toBeFocused();
  }
  await tabTo(page, rooms.room('General'), 'Shift+Tab');
  await keyboard.press('Control+k');
  await expectVisibleFocus(rooms.switcher);
  await keyboard.press('Escape');
  await expectVisibleFocus(rooms.room('General'));
  await keyboard.press('ArrowDown');
  await expectVisibleFocus(rooms.room('Plans'));

  await openDetails(alice);
  await keyboard.press('Control+k');
  await expectVisibleFocus(rooms.switcher);
  await keyboard.type('gen');
  await keyboard.press('Enter');
  await expect(alice.title).toHaveText('General');
  await expect(rooms.details).toBeHidden();
  await expect(alice.composer).toBeFocused();
});

test('the line of those who are here leads to everyone, to a card and back without a mouse', async ({
  owner,
  welcome,
}) => {
  await welcome('bob');
  const alice = await comeBack(owner);
  const { page } = alice;
  const { keyboard } = page;
  const people = new PeoplePanel(page);
  const line = alice.header.getByRole('button', { name: /^People: alice and bob here now$/ });
  await tabAndPress(page, line);
  await tabAndPress(page, people.person('bob'));
  await expect(people.card).toBeVisible();
  await keyboard.press('Escape');
  await expectVisibleFocus(people.person('bob'));
  await keyboard.press('Enter');
  await tabAndPress(page, people.card.getByRole('button', { name: 'Write directly' }));
  await expect(alice.title).toHaveText('bob');
  await expect(alice.composer).toBeFocused();

  await tabAndPress(page, alice.header.getByRole('button', { name: /^People: / }), 'Shift+Tab');
  await expect(people.panel).toBeVisible();
  await keyboard.press('Escape');
  await expectVisibleFocus(alice.header.getByRole('button', { name: /^People: / }));
});
