import { expect, inviteTo, test, tokenOf } from '../fixtures/accounts.ts';
import { AccountMenu } from '../pages/account-pages.ts';
import { RoomPage } from '../pages/room-page.ts';

const ALICE = { name: 'alice', password: 'correct horse battery staple' };

test('the first owner makes an account by the link of the terminal, signs out and in again', async ({
  knock,
  server,
  witness,
}) => {
  const door = await knock();
  const { page } = door;
  await page.goto('/');
  await expect(door.heading).toHaveText('This book has no owner yet');

  await door.follow(await server.setUpLink());
  await expect(door.heading).toHaveText('Make the first account');
  expect(new URL(page.url()).hash).toBe('');
  await door.join({ name: 'alice', password: 'short' });
  expect(await door.complaintAt(door.password)).toBe('A password has at least 10 characters.');
  await expect(door.password).toBeFocused();
  await door.join({ name: 'alice', password: 'manchester' });
  await expect.poll(() => door.complaintAt(door.password)).toContain('Many people have this password');
  await door.join(ALICE);

  const room = new RoomPage(page);
  await room.say('the first page');
  await expect(room.nameField).toBeHidden();
  await expect(room.changeNameButton).toBeHidden();
  await room.composer.fill('half a sentence');
  await new AccountMenu(page).signOut();
  await expect(door.heading).toHaveText('Sign in');
  await expect(door.notice).toHaveText('You are signed out.');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  witness.allow(/status of 40[01]/);
  await door.signIn({ ...ALICE, password: 'not the password' });
  await expect(door.error).toHaveText(/do not belong together/);
  await door.signIn(ALICE);
  await expect(room.message('the first page').dom).toHaveClass(/message--own/);
  await expect(room.composer).toHaveValue('');
});

test('a second person joins by an invite and writes to the first', async ({ owner, knock, witness }) => {
  witness.allow(/status of 409/);
  const door = await knock();
  await door.follow(`/join#${await inviteTo(owner)}`);
  await expect(door.heading).toHaveText('alice invites you');
  await door.join({ name: 'alice', password: 'a long enough phrase' });
  await expect(door.name).toHaveAttribute('aria-invalid', 'true');
  await expect(door.name).toBeFocused();
  await door.join({ name: 'bob', password: 'a long enough phrase' });

  await new RoomPage(door.page).say('good morning');
  await owner.room.glance();
  const message = owner.room.message('good morning');
  await expect(message.author).toHaveText('bob');
  await expect(message.dom).not.toHaveClass(/message--own/);
});

test('a link is good once, and one that is not whole says so', async ({ owner, knock, witness }) => {
  witness.allow(/status of 410/);
  const token = await inviteTo(owner);
  const door = await knock();
  await door.follow(`/join#${token}`);
  await door.join({ name: 'bob', password: 'a long enough phrase' });
  await new RoomPage(door.page).composer.waitFor();

  const late = await knock();
  await late.follow(`/join#${token}`);
  await expect(late.heading).toHaveText('This link has ended');
  await late.follow(`/join#${token.slice(1)}`);
  await expect(late.heading).toHaveText('This link is not whole');
  await late.page.getByRole('link', { name: 'Go to sign in' }).click();
  await expect(late.heading).toHaveText('Sign in');
});

test('to sign out everywhere ends the other browser, and what was being written there stays', async ({
  owner,
  knock,
  witness,
}) => {
  witness.allow(/status of 401/);
  const other = await knock();
  await other.page.goto('/');
  await other.signIn(owner.who);
  const room = new RoomPage(other.page);
  await room.composer.fill('half a sentence');

  await owner.own.open();
  await expect(owner.own.sessions).toHaveCount(3);
  await owner.own.signOutEverywhere();
  await expect(owner.door.notice).toHaveText('You are signed out.');

  await room.glance();
  await expect(other.notice).toHaveText(/You were signed out/);
  await other.signIn(owner.who);
  await expect(room.composer).toHaveValue('half a sentence');
});

test('one tab follows the other out and in', async ({ owner }) => {
  const second = await owner.room.page.context().newPage();
  await second.goto('/');
  await new RoomPage(second).composer.waitFor();
  await owner.menu.signOut();
  await second.bringToFront();
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await owner.room.page.bringToFront();
  await owner.door.signIn(owner.who);
  await owner.room.composer.waitFor();
  await second.bringToFront();
  await new RoomPage(second).composer.waitFor();
});

test('one of one’s browsers is signed out from another', async ({ owner, knock, witness }) => {
  witness.allow(/status of 401/);
  const other = await knock();
  await other.page.goto('/');
  await other.signIn(owner.who);
  await new RoomPage(other.page).composer.waitFor();
  await owner.own.open();
  await owner.own
    .section('Where you are signed in')
    .getByRole('button', { name: /^Sign out Chrome/ })
    .click();
  await expect(owner.own.sessions).toHaveCount(2);
  await new RoomPage(other.page).glance();
  await expect(other.notice).toHaveText(/You were signed out/);
});

test('a new password is chosen by a recovery link', async ({ owner, welcome, knock, witness }) => {
  witness.allow(/status of 401/);
  const bob = await welcome('bob');
  const { signed_in } = await (await bob.request.get('/api/session')).json();
  const answer = await owner.request.post(`/api/system/people/${signed_in.me.id}/recovery-link`);
  const { url } = (await answer.json()) as { url: string };

  const door = await knock();
  await door.follow(`/join#${tokenOf(url)}`);
  await expect(door.heading).toHaveText('A new password for bob');
  await door.choosePassword('another long phrase');
  await new RoomPage(door.page).composer.waitFor();
  await bob.room.glance();
  await bob.door.signIn({ name: 'bob', password: 'another long phrase' });
  await bob.room.composer.waitFor();
});

test('whoever forgot a password is told whom to ask', async ({ owner }) => {
  await owner.menu.signOut();
  await owner.door.forgottenButton.click();
  await expect(owner.door.page.getByText('Ask an owner or an admin')).toBeVisible();
  await owner.door.backButton.click();
  await expect(owner.door.name).toBeFocused();
});

test('a guest reads and cannot write', async ({ owner, welcome }) => {
  await owner.room.say('for everybody');
  const guest = await welcome('gina', 'guest');
  await expect(guest.room.message('for everybody').dom).toBeVisible();
  await expect(guest.room.composer).toHaveCount(0);
  await expect(guest.room.page.getByText('You are a guest here')).toBeVisible();
  await guest.menu.opener.click();
  await expect(guest.menu.operatorLink).toHaveCount(0);
});

test('whoever is muted reads why, and writes again when it ends', async ({ owner, welcome, witness }) => {
  witness.allow(/status of 403/);
  const bob = await welcome('bob');
  const { signed_in } = await (await bob.request.get('/api/session')).json();
  const mute = (minutes: number) =>
    owner.request.post(`/api/system/people/${signed_in.me.id}/mute`, {
      data: { minutes, reason: 'too loud' },
    });
  await mute(5);
  const note = bob.room.page.locator('.silence-note');
  await expect(note).toContainText('You may read, but not write until', { timeout: 20_000 });
  await expect(note).toContainText('The reason: “too loud”.');
  await mute(0);
  await expect(bob.room.composer).toBeVisible({ timeout: 20_000 });
});

test('one’s own page changes name and password, and makes a key', async ({ owner, witness }) => {
  witness.allow(/status of 40[13]/);
  const { own } = owner;
  await own.open();
  await own.section('Profile').getByLabel('Name', { exact: true }).fill('alice of the harbour');
  await own.section('Profile').getByRole('button', { name: 'Save' }).click();
  await expect(own.notice).toHaveText('Saved.');
  await expect(own.heading).toHaveText('alice of the harbour');

  await own.changePassword('not mine', 'another long phrase');
  await expect(own.section('Password')).toContainText('This is not your password.');
  await own.changePassword(owner.who.password, 'another long phrase');
  // Two passwords are hashed for it, which a busy machine takes its time for.
  await expect(own.notice).toHaveText(/Your new password holds/, { timeout: 30_000 });

  await own.button('Make a key…').click();
  await own.dialog.getByRole('textbox', { name: 'Name' }).fill('weather bot');
  await own.dialog.getByRole('button', { name: 'Make the key' }).click();
  await expect(own.page.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^bk_/);
  await own.button('I have kept it').click();
  await expect(own.keys.filter({ hasText: 'weather bot' })).toBeVisible();
});

test('one’s data is one’s own, and an account ends behind its name', async ({ welcome, witness }) => {
  witness.allow(/status of 401/);
  const { own, door, room } = await welcome('bob');
  await room.say('mine');
  await own.open();
  const download = own.page.waitForEvent('download');
  await own.button('Download your data').click();
  expect((await download).suggestedFilename()).toBe('bookchat-my-data.json');

  await own.button('Delete your account…').click();
  await own.dialog.getByLabel('Type your name').fill('alice');
  await own.button('Delete my account').click();
  await expect(own.dialog.getByRole('alert')).toHaveText(/Type “bob”/);
  await own.dialog.getByLabel('Type your name').fill('bob');
  await own.button('Delete my account').click();
  await expect(door.heading).toHaveText('Sign in');
});

test('the keyboard alone signs in, opens the menu and signs out', async ({ owner }) => {
  const { page } = owner.room;
  await owner.menu.signOut();
  await expect(owner.door.name).toBeFocused();
  await page.keyboard.type('alice');
  await page.keyboard.press('Tab');
  await page.keyboard.type(owner.who.password);
  await page.keyboard.press('Enter');
  await owner.room.composer.waitFor();

  await owner.menu.opener.focus();
  await page.keyboard.press('Enter');
  await expect(owner.menu.accountLink).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(owner.menu.opener).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await expect(owner.menu.signOutButton).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(owner.door.name).toBeFocused();
});

test.describe('with many unread', () => {
  test.use({ settings: { AUTH_MODE: 'accounts', RATE_LIMIT_MAX_REQUESTS: '1000' } });

  for (const { count, shown } of [
    { count: 20, shown: '20' },
    { count: 131, shown: '99+' },
  ])
    test(`in a room that was never read, the first of ${count} is a jump away`, async ({ owner, knock }) => {
      test.slow();
      await owner.room.say('before mia came');
      const door = await knock();
      const { page } = door;
      const data = { token: await inviteTo(owner), name: 'mia', password: ALICE.password };
      expect((await page.request.post('/api/join', { data })).ok()).toBe(true);
      for (let each = 1; each <= count; each++) {
        const message = { room: 'general', content: `message ${each}` };
        expect((await owner.request.post('/api/messages', { data: message })).ok()).toBe(true);
      }
      await page.goto('/');
      const room = new RoomPage(page);
      await expect(room.message(`message ${count}`).dom).toBeVisible();
      await page.getByRole('button', { name: `Jump to first of ${shown} unread` }).click();
      await expect(room.message('message 1').dom).toBeInViewport();
      await expect(room.rooms.unreadLine).toBeInViewport();
      await expect(room.message('message 1').dom).toBeFocused();
    });
});
