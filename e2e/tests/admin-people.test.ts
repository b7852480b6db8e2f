import type { Page } from '@playwright/test';
import { findBarriers } from '../fixtures/find-barriers.ts';
import { expectVisibleFocus, tabAndPress } from '../fixtures/keys.ts';
import { expect, test } from '../fixtures/team.ts';
import { AdminPage } from '../pages/admin-page.ts';
import { RoomPage } from '../pages/room-page.ts';

/** What Chromium says of an answer that refuses. */
const REFUSED = /status of 40[13]/;

async function post(page: Page, content: string): Promise<number> {
  return (await page.request.post('/api/messages', { data: { content } })).status();
}

async function read(page: Page): Promise<string> {
  return (await page.request.get('/api/messages')).text();
}

async function manage(admin: AdminPage, name: string, way: string): Promise<void> {
  await admin.button(`Manage… ${name}`).click();
  await admin.dialog.getByRole('button', { name: way }).click();
}

async function confirmSuspension({ dialog }: AdminPage, name: string): Promise<void> {
  await dialog.getByLabel('Reason').fill('spam');
  await dialog.getByLabel('Hide them').check();
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(`This is not the name. Type ${name}.`);
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
  await dialog.getByRole('button', { name: 'Suspend' }).click();
}

/** Makes an invite by the page, and answers with its link from its path on: a cookie is kept for one name of the machine. */
async function makeInvite(admin: AdminPage, note: string): Promise<string> {
  const { dialog } = admin;
  await admin.button('Invite somebody').click();
  await dialog.getByLabel('For whom').fill(note);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const { pathname, hash } = new URL(await dialog.getByLabel('Link').inputValue());
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  return pathname + hash;
}

for (const width of [1_280, 360])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('somebody is invited, muted, kept out with what they wrote, and let in again', async ({
      operator,
      knock,
      witness,
    }) => {
      test.slow();
      witness.allow(REFUSED);
      const link = await makeInvite(operator, 'Bob');
      const door = await knock();
      await door.follow(link);
      await door.join({ name: 'bob', password: 'correct horse battery staple' });
      const bob = door.page;
      const room = new RoomPage(bob);
      await room.header.getByText('Connected').waitFor();
      await expect(operator.row('Invites', 'Bob')).toContainText('1 of 1', { timeout: 20_000 });
      await expect(operator.heading('People')).toContainText('2 people', { timeout: 20_000 });
      expect(await post(bob, 'buy my watches')).toBe(201);

      await manage(operator, 'bob', 'Mute');
      await operator.dialog.getByLabel('For how long').selectOption('A day');
      await operator.dialog.getByLabel('Reason').fill('shouting');
      await operator.dialog.getByRole('button', { name: 'Mute' }).click();
      await expect(operator.notice).toHaveText('bob is muted.');
      await expect(operator.row('People', 'bob')).toContainText('Muted');
      expect(await post(bob, 'and my pearls')).toBe(403);
      // By the next poll.
      const note = bob.locator('.silence-note');
      await expect(note).toContainText('You may read, but not write until', { timeout: 20_000 });
      await expect(note).toContainText('The reason: “shouting”.');

      await manage(operator, 'bob', 'Suspend');
      await confirmSuspension(operator, 'bob');
      await expect(operator.notice).toHaveText('bob is suspended. Their messages are hidden.');
      await expect(operator.heading('People')).toContainText('1 suspended');
      expect(await post(bob, 'and my shirts')).toBe(401);
      await expect(door.signInButton).toBeVisible({ timeout: 20_000 });
      await door.signIn({ name: 'bob', password: 'correct horse battery staple' });
      await expect(
        bob.getByText(/suspended until an admin lets you in again\. The reason: “spam”\.$/),
      ).toBeVisible();
      expect(await read(operator.page)).not.toContain('buy my watches');

      await manage(operator, 'bob', 'Reinstate');
      await operator.dialog.getByRole('button', { name: 'Reinstate' }).click();
      await expect(operator.notice).toHaveText('bob may sign in again.');
      expect(await read(operator.page)).toContain('buy my watches');

      const log = operator.section('Audit log');
      await log.scrollIntoViewIfNeeded();
      for (const words of [
        'alice reinstated bob',
        'alice suspended bob “spam”, messages hidden',
        'alice muted bob until',
        'bob joined as member invited by alice',
        'alice made an invite as member, “Bob”',
      ])
        await expect(log.getByRole('listitem').filter({ hasText: words })).toBeVisible({ timeout: 20_000 });
      await log.getByLabel('Filter').fill('reinstated');
      await expect(log.getByRole('listitem')).toHaveCount(1);
    });
  });

test('inviting, muting and unmuting need no mouse', async ({ operator, welcome }) => {
  test.slow();
  await welcome('bob');
  const { page, dialog } = operator;
  const { keyboard } = page;
  await page.reload();
  await expect(operator.row('People', 'bob')).toBeVisible();
  await tabAndPress(page, operator.button('Invite somebody'));
  await expectVisibleFocus(dialog.getByLabel('For whom'));
  await keyboard.type('Carol');
  await keyboard.press('Tab');
  await expectVisibleFocus(dialog.getByLabel('Member'));
  await keyboard.press('ArrowDown');
  await expect(dialog.getByLabel('Guest')).toBeChecked();
  await keyboard.press('Enter');
  await expect(dialog.getByLabel('Link')).toHaveValue(/\/join#[\w-]{43}$/);
  await expectVisibleFocus(dialog.getByLabel('Link'));
  await tabAndPress(page, operator.button('I have kept it'));
  await expectVisibleFocus(operator.button('Invite somebody'));
  await expect(operator.row('Invites', 'Carol')).toContainText('becomes a guest');

  const manageBob = operator.button('Manage… bob');
  await tabAndPress(page, manageBob, 'Shift+Tab');
  await expectVisibleFocus(operator.button('Change role…'));
  await tabAndPress(page, operator.button('Mute…'));
  await expectVisibleFocus(dialog.getByLabel('For how long'));
  await keyboard.type('A day');
  await keyboard.press('Tab');
  await keyboard.type('shouting');
  await keyboard.press('Enter');
  await expect(operator.notice).toHaveText('bob is muted.');
  await expectVisibleFocus(manageBob);
  await expect(operator.row('People', 'bob')).toContainText('Muted');

  await keyboard.press('Enter');
  await tabAndPress(page, operator.button('Unmute…'));
  await expectVisibleFocus(dialog.getByLabel('Reason'));
  await keyboard.press('Escape');
  await expectVisibleFocus(manageBob);
  await keyboard.press('Enter');
  await tabAndPress(page, operator.button('Unmute…'));
  await keyboard.type('has said sorry');
  await keyboard.press('Enter');
  await expect(operator.notice).toHaveText('bob may write again.');
  await expectVisibleFocus(manageBob);
  await expect(operator.row('People', 'bob')).not.toContainText('Muted');
});

test('whoever invites chooses the rooms, of which a guest sees no other, by keys alone', async ({
  owner,
  operator,
  knock,
  witness,
}) => {
  witness.allow(/status of 4/);
  const { dialog } = operator;
  const { keyboard } = operator.page;
  for (const data of [
    { name: 'kitchen', title: 'The kitchen' },
    { name: 'harbour', title: 'Harbour' },
    { name: 'cellar', title: 'Cellar', kind: 'private' },
  ])
    expect((await owner.request.post('/api/rooms', { data })).status()).toBe(201);
  await operator.page.setViewportSize({ width: 360, height: 640 });
  await operator.button('Invite somebody').press('Enter');
  await keyboard.type('Gus');
  await keyboard.press('Tab');
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await keyboard.press('ArrowDown');
  await expect(dialog.getByRole('checkbox', { name: 'General' })).toBeChecked();
  for (const name of ['General', 'The kitchen', 'Harbour', 'Cellar']) {
    await keyboard.press('Tab');
    await expect(dialog.getByRole('checkbox', { name })).toBeFocused();
    await keyboard.press('Space');
  }
  expect((await owner.request.patch('/api/rooms/kitchen', { data: { is_closed: true } })).status()).toBe(200);
  await keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText(
    'The room kitchen is closed: nobody is invited into it.',
  );
  await dialog.getByRole('checkbox', { name: 'The kitchen' }).press('Space');
  await keyboard.press('Enter');
  const { pathname, hash } = new URL(await dialog.getByLabel('Link').inputValue());
  await keyboard.press('Escape');
  await expect(operator.row('Invites', 'Gus')).toContainText(/harbour, cellar-\w{6}/);

  const door = await knock();
  await door.follow(pathname + hash);
  await door.join({ name: 'gus', password: 'correct horse battery staple' });
  await new RoomPage(door.page).header.getByText('Connected').waitFor();
  const answer = await door.page.request.get('/api/rooms');
  const { rooms } = (await answer.json()) as { rooms: { title: string }[] };
  expect(rooms.map(({ title }) => title)).toEqual(['Harbour', 'Cellar']);
});

test('a network that fails takes nothing that was filled in, and a session that has ended leads to the door', async ({
  owner,
  operator,
  knock,
  witness,
}) => {
  witness.allow(REFUSED);
  witness.allow(/ERR_INTERNET_DISCONNECTED/);
  test.slow();
  const { page, dialog } = operator;
  await expect(operator.heading('Health')).toBeVisible();
  await operator.button('Invite somebody').click();
  await dialog.getByLabel('For whom').fill('Carol');
  await page.context().setOffline(true);
  await expect(operator.section('Invites')).toContainText('The server cannot be reached.', {
    timeout: 20_000,
  });
  await expect(dialog.getByLabel('For whom')).toHaveValue('Carol');
  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();

  const { request } = (await knock()).page;
  const { name, password } = owner.who;
  expect((await request.post('/api/session', { data: { name, password } })).status()).toBe(201);
  expect((await request.delete('/api/me/sessions')).ok()).toBe(true);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You were signed out. Sign in again', {
    timeout: 20_000,
  });
  await expect(page.getByText(/^Your session has run out, or was ended elsewhere\./)).toBeVisible();
  await expect(operator.tokenField).toBeFocused();
});

test('what is dangerous asks for the password again, and goes on', async ({
  owner,
  operator,
  welcome,
  witness,
}) => {
  witness.allow(REFUSED);
  await welcome('bob');
  await operator.page.reload();
  // Ten minutes take ten minutes.
  await operator.page.route(/\/recovery-link$/, (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'recent_sign_in_needed', detail: 'Sign in again first.' }),
    }),
  );
  await manage(operator, 'bob', 'Recovery link');
  await operator.dialog.getByRole('button', { name: 'Make the link' }).click();
  await expect(operator.dialog).toHaveAccessibleName('Sign in again to go on');
  await operator.dialog.getByLabel('Your password').fill('not the password');
  await operator.dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(operator.dialog.getByRole('alert')).toHaveText('This is not your password.');
  await operator.page.unroute(/\/recovery-link$/);
  await operator.dialog.getByLabel('Your password').fill(owner.who.password);
  await operator.dialog.getByLabel('Your password').press('Enter');
  await expect(operator.dialog).toHaveAccessibleName('The recovery link for bob');
  await expect(operator.dialog.getByLabel('Link')).toHaveValue(/#[\w-]{43}$/);
});

test('an admin manages members, and leaves owners and restores alone; a member stays outside', async ({
  operator,
  welcome,
  witness,
}) => {
  witness.allow(REFUSED);
  const dan = (await welcome('dan', 'admin')).room.page;
  await welcome('bob');
  await operator.page.reload();
  await dan.goto('/admin');
  const admin = new AdminPage(dan);
  await expect(dan.getByText('Operator’s page · dan, admin')).toBeVisible();
  await expect(admin.row('People', 'bob').getByRole('button')).toBeVisible();
  await expect(admin.row('People', 'alice').getByRole('button')).toBeHidden();
  await expect(admin.section('Backups')).toContainText('Only an owner downloads and restores backups.');

  await manage(operator, 'dan', 'Change role');
  await operator.dialog.getByLabel('Member').check();
  await operator.dialog.getByRole('button', { name: 'Change the role' }).click();
  await expect(operator.notice).toHaveText('dan’s role is member now.');
  await expect(dan.getByRole('heading', { level: 1 })).toHaveText('This page is for admins and owners', {
    timeout: 20_000,
  });
  await expect(admin.tokenField).toBeFocused();
});

test.describe('with what was written before', () => {
  test.use({ messagesBefore: 7 });

  test('a name is given to a person, and taken back', async ({ operator, welcome }) => {
    await welcome('Carol B.');
    await operator.page.reload();
    await expect(operator.heading('Names from before')).toContainText('2 names without a person');
    const row = operator.row('Names from before', 'carol');
    await row.getByRole('button', { name: 'Assign' }).click();
    await operator.dialog.getByLabel('Person', { exact: true }).selectOption('Carol B.');
    await operator.dialog.getByLabel('I know that').check();
    await operator.dialog.getByRole('button', { name: 'Assign' }).click();
    await expect(operator.notice).toHaveText('4 messages of carol are Carol B.’s now.');
    await row.getByRole('button', { name: 'Take back' }).click();
    await operator.dialog.getByRole('button', { name: 'Take it back' }).click();
    await expect(operator.notice).toHaveText('carol is nobody’s again.');
    await expect(row.getByRole('button', { name: 'Assign' })).toBeVisible();
  });
});

test.describe('without motion', () => {
  test.use({ reducedMotion: 'reduce', messagesBefore: 7 });

  for (const width of [1_280, 360])
    test(`axe finds nothing at ${width} px, nor in the dialogs`, async ({ operator, welcome }) => {
      test.slow();
      await welcome('bob');
      await makeInvite(operator, 'Carol');
      await operator.page.reload();
      await operator.page.setViewportSize({ width, height: 800 });
      for (const name of ['People', 'Invites', 'Names from before', 'Audit log'])
        await expect(operator.section(name)).not.toHaveAttribute('aria-busy');
      expect(await findBarriers(operator.page)).toEqual([]);
      await operator.button('Manage… bob').click();
      expect(await findBarriers(operator.page)).toEqual([]);
      await operator.dialog.getByRole('button', { name: 'Suspend' }).click();
      await operator.dialog.getByRole('button', { name: 'Suspend' }).click();
      await expect(operator.dialog.getByRole('alert')).toHaveText('Give a reason.');
      expect(await findBarriers(operator.page)).toEqual([]);
      await operator.page.keyboard.press('Escape');
      await operator.button('Invite somebody').click();
      expect(await findBarriers(operator.page)).toEqual([]);
      await operator.page.keyboard.press('Escape');
      const scrolls = await operator.page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(scrolls, 'nothing stands out at the side').toBe(false);
    });
});

test('a way to a section leaves the head of the page where it is', async ({ operator }) => {
  await operator.contents.getByRole('link', { name: 'Audit log' }).click();
  await expect(operator.heading('Audit log')).toBeInViewport();
  await expect(operator.signOutButton).toBeInViewport();
  expect(await operator.page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
  await operator.signOutButton.click();
  await expect(operator.page.getByRole('link', { name: 'Sign in to the chat' })).toBeVisible();
});
