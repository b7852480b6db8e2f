import { findBarriers } from '../fixtures/find-barriers.ts';
import { expect, test } from '../fixtures/test.ts';

test('a room that alice makes opens at once, and bob sees it come', async ({ alice, bob }) => {
  await alice.rooms.make('Harbour works');
  await expect(alice.title).toHaveText('Harbour works');
  await expect(alice.page).toHaveURL(/\/rooms\/harbour-works$/);
  await expect(alice.composer).toBeFocused();
  await alice.say('Crane 4 is back.');
  await bob.glance();
  await expect(bob.rooms.room('Harbour works')).toContainText('alice: Crane 4 is back.');
});

test('what is new in another room is counted without a request, and read when it is seen', async ({
  alice,
  bob,
}) => {
  await alice.rooms.make('Design');
  await bob.glance();
  await bob.rooms.room('Design').click();
  await bob.say('I am here.');
  await bob.rooms.room('General').click();
  await expect(bob.title).toHaveText('General');
  await alice.say('one');
  await alice.say('two');
  const asked: string[] = [];
  bob.page.on('request', (request) => asked.push(request.url()));
  await bob.glance();
  await expect(bob.rooms.badge('Design')).toContainText('2');
  await expect(bob.page).toHaveTitle('(2) General · BookChat');
  expect(asked.filter((url) => !url.includes('/api/changes'))).toEqual([]);

  await bob.rooms.room('Design').click();
  await expect(bob.rooms.unreadLine).toBeVisible();
  await expect(bob.rooms.badge('Design')).toBeHidden();
  await expect(bob.page).toHaveTitle('Design · BookChat');
  await expect(bob.rows).toHaveText([/I am here/, /one/, /two/]);
});

test('messages of different rooms stay apart, and each room keeps its draft', async ({ alice }) => {
  await alice.rooms.make('Design');
  await alice.say('in design');
  await alice.composer.fill('half a thought');
  await alice.rooms.room('General').click();
  await expect(alice.composer).toHaveValue('');
  await alice.say('in general');
  await expect(alice.rows).toHaveText([/in general/]);
  await alice.rooms.room('Design').click();
  await expect(alice.composer).toHaveValue('half a thought');
  await expect(alice.rows).toHaveText([/in design/]);
  await alice.page.goBack();
  await expect(alice.rows).toHaveText([/in general/]);
});

test('the first address shows the room that was open last', async ({ alice }) => {
  await alice.rooms.make('Design');
  await expect(alice.title).toHaveText('Design');
  await alice.open();
  await expect(alice.title).toHaveText('Design');
  await expect(alice.rooms.room('Design')).toHaveAttribute('aria-current', 'page');
});

test('the switcher finds a room by the keys alone', async ({ alice }) => {
  await alice.rooms.make('Réleases');
  await alice.rooms.make('Design');
  await alice.page.keyboard.press('Control+k');
  await expect(alice.rooms.switcher).toBeFocused();
  await alice.page.keyboard.type('rele');
  await expect(alice.rooms.found.first()).toHaveText('Réleases');
  await alice.page.keyboard.press('Enter');
  await expect(alice.title).toHaveText('Réleases');
  await expect(alice.composer).toBeFocused();

  await alice.page.keyboard.press('Control+k');
  await alice.page.keyboard.press('ArrowDown');
  await alice.page.keyboard.press('ArrowUp');
  await alice.page.keyboard.press('ArrowUp');
  await expect(alice.rooms.switcher).toHaveAttribute('aria-activedescendant', /switcher-2/);
  await alice.page.keyboard.press('Escape');
  await expect(alice.composer).toBeFocused();
});

test('the switcher offers to make what it does not find', async ({ alice }) => {
  await alice.page.keyboard.press('Control+k');
  await expect(alice.rooms.switcher).toBeFocused();
  await alice.page.keyboard.type('Night shift');
  await expect(alice.rooms.found).toHaveText([/Make the room “Night shift”/]);
  await alice.page.keyboard.press('Enter');
  await expect(alice.page.getByLabel('What it is called'), 'a slip of the finger makes none').toBeHidden();
  await alice.page.keyboard.press('ArrowDown');
  await alice.page.keyboard.press('Enter');
  await expect(alice.page.getByLabel('What it is called')).toHaveValue('Night shift');
  await expect(alice.page.getByLabel('Its address')).toHaveValue('night-shift');
  await alice.page.getByRole('button', { name: 'Make the room' }).click();
  await expect(alice.title).toHaveText('Night shift');
});

test('a name that is taken is refused with the reason, and the words stay', async ({ alice, witness }) => {
  witness.allow(/409/);
  await alice.rooms.makeButton.click();
  await alice.page.getByLabel('What it is called').fill('General');
  await alice.page.getByRole('button', { name: 'Make the room' }).click();
  await expect(alice.page.getByRole('alert').filter({ hasText: /general/ })).toBeVisible();
  await expect(alice.page.getByLabel('What it is called')).toHaveValue('General');
});

test('a room is renamed, closed and opened again, and everybody sees it', async ({ alice, bob }) => {
  await alice.rooms.make('Lunch');
  await bob.glance();
  await bob.rooms.room('Lunch').click();
  await alice.rooms.openDetails();
  await alice.page.getByRole('button', { name: 'Rename or describe' }).click();
  await alice.page.getByLabel('What it is called').fill('Breaks');
  await alice.page.getByLabel('What it is for').fill('Coffee, tea and the harbour view');
  await alice.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(alice.title).toHaveText('Breaks');
  await bob.glance();
  await expect(bob.header).toContainText('Coffee, tea and the harbour view');
  await expect(bob.page.getByRole('textbox', { name: 'Message to Breaks' })).toBeVisible();

  await alice.rooms.details.getByRole('button', { name: 'Close the room' }).click();
  await alice.page.locator('.dialog').getByRole('button', { name: 'Close the room' }).click();
  await bob.glance();
  await expect(bob.page.getByText('This room is closed.')).toBeVisible();
  await expect(bob.composer).toHaveCount(0);
  await alice.rooms.details.getByRole('button', { name: 'Open it again' }).click();
  await alice.page.locator('.dialog').getByRole('button', { name: 'Open it again' }).click();
  await bob.glance();
  await expect(bob.composer).toBeVisible();
});

test('rooms are put in order by buttons and by keys', async ({ alice, bob }) => {
  await alice.rooms.make('Alpha');
  await alice.rooms.make('Beta');
  await alice.rooms.list.getByRole('button', { name: 'Change the order' }).click();
  await alice.rooms.list.getByRole('button', { name: 'Move Beta up' }).click();
  await expect(alice.rooms.titles()).toHaveText(['General', 'Beta', 'Alpha']);
  await alice.rooms.list.getByRole('button', { name: 'Done' }).click();
  await alice.rooms.room('General').press('Alt+ArrowDown');
  await expect(alice.rooms.titles()).toHaveText(['Beta', 'General', 'Alpha']);
  await bob.glance();
  await expect(bob.rooms.titles()).toHaveText(['Beta', 'General', 'Alpha']);
});

test('an address that names no room says so, and leads back', async ({ alice, witness }) => {
  witness.allow(/404/);
  await alice.open('/rooms/nowhere');
  await expect(alice.page.getByText('There is no such room')).toBeVisible();
  await expect(alice.title).toHaveText('No such room');
  await alice.page.getByRole('link', { name: 'Go to the first room' }).click();
  await expect(alice.title).toHaveText('General');
});

test('after a long absence a reader jumps to where they left off', async ({ alice, bob, server }) => {
  await alice.rooms.make('Log');
  await bob.glance();
  await bob.rooms.room('Log').click();
  await alice.say('the last that bob read');
  await bob.glance();
  await expect(bob.message('the last that bob read').dom).toBeVisible();
  await bob.page.goto('about:blank');
  for (let count = 1; count <= 70; count++)
    await alice.page.request.post('/api/messages', {
      data: { room: 'log', author: 'alice', content: `entry ${count}.` },
    });
  await bob.open(`${server.url}/rooms/log`);
  await expect(bob.message('entry 70.').dom).toBeVisible();
  await bob.rooms.jumpPill.click();
  await expect(bob.rooms.unreadLine).toBeInViewport();
  await expect(bob.message('entry 1.').dom).toBeInViewport();
  await expect(bob.message('entry 1.').dom).toBeFocused();
  await expect(bob.rooms.jumpPill).toBeHidden();
  await bob.pill.click();
  await expect(bob.message('entry 70.').dom).toBeInViewport();
});

test.describe('on a phone', () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

  test('the list is a sheet that the header opens', async ({ meet, alice }) => {
    const dave = await meet('dave', phone);
    await alice.rooms.make('Design');
    await dave.glance();
    await alice.say('new drawings');
    await dave.glance();
    await expect(dave.rooms.openButton).toHaveAccessibleName('Rooms 1 unread');
    await dave.rooms.openButton.tap();
    await expect(dave.rooms.badge('Design')).toContainText('1');
    await dave.rooms.room('Design').tap();
    await expect(dave.rooms.list).toBeHidden();
    await expect(dave.title).toHaveText('Design');
    await expect(dave.message('new drawings').dom).toBeVisible();
    await expect(dave.rooms.openButton).toHaveAccessibleName('Rooms');
  });

  test('what one touches is 44 pixels high', async ({ meet }) => {
    const dave = await meet('dave', phone);
    await dave.rooms.openButton.tap();
    await dave.rooms.list.getByRole('link').first().waitFor();
    const parts = await dave.page
      .locator('dialog')
      .getByRole('button')
      .or(dave.page.locator('dialog a'))
      .all();
    for (const part of parts)
      if (await part.isVisible()) expect((await part.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });
});

test.describe('for axe', () => {
  test.use({ reducedMotion: 'reduce' });

  test('axe finds nothing in the list and the switcher', async ({ alice, bob }) => {
    await alice.rooms.make('Design');
    await bob.glance();
    await alice.say('news');
    await bob.glance();
    await expect(bob.rooms.badge('Design')).toBeVisible();
    expect(await findBarriers(bob.page)).toEqual([]);
    await bob.page.keyboard.press('Control+k');
    await expect(bob.rooms.found).toHaveCount(2);
    expect(await findBarriers(bob.page)).toEqual([]);
  });

  test('axe finds nothing in the details of a room and their dialogs', async ({ alice }) => {
    await alice.rooms.openDetails();
    expect(await findBarriers(alice.page)).toEqual([]);
    await alice.page.getByRole('button', { name: 'Rename or describe' }).click();
    expect(await findBarriers(alice.page)).toEqual([]);
  });

  test('axe finds nothing while rooms are put in order, nor in a closed one', async ({ alice }) => {
    await alice.rooms.make('Lunch');
    await alice.rooms.list.getByRole('button', { name: 'Change the order' }).click();
    expect(await findBarriers(alice.page)).toEqual([]);
    await alice.page.request.patch('/api/rooms/lunch', { data: { is_closed: true } });
    await alice.glance();
    await expect(alice.page.getByText('This room is closed.')).toBeVisible();
    expect(await findBarriers(alice.page)).toEqual([]);
  });

  test('axe finds nothing in the sheet on a phone', async ({ meet }) => {
    const dave = await meet('dave', { viewport: { width: 360, height: 740 }, hasTouch: true });
    await dave.rooms.openButton.click();
    await dave.rooms.list.getByRole('link').first().waitFor();
    expect(await findBarriers(dave.page)).toEqual([]);
  });
});
