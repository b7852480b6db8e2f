import type { BrowserContext, Page } from '@playwright/test';
import { test as base, expect } from '../fixtures/test.ts';
import { joinBy, OwnCard, PeoplePanel } from '../pages/people-pages.ts';
import { RoomPage } from '../pages/room-page.ts';

interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly people: PeoplePanel;
}

/** Alice, the owner, and bob, whom she has invited; each with a browser of their own. */
const test = base.extend<{ pair: { alice: Person; bob: Person } }>({
  settings: { AUTH_MODE: 'accounts' },
  pair: async ({ visit, server }, use) => {
    const alice = await person(visit({ timezoneId: 'Europe/Berlin' }));
    await joinBy(alice.context, await server.setUpLink(), 'alice');
    const made = await alice.context.request.post('/api/system/invites', { data: { role: 'member' } });
    const bob = await person(visit({ timezoneId: 'Asia/Tokyo' }));
    await joinBy(bob.context, (await made.json()).url, 'bob');
    await use({ alice, bob });
  },
});

async function person(visiting: Promise<RoomPage>): Promise<Person> {
  const { page } = await visiting;
  return { context: page.context(), page, people: new PeoplePanel(page) };
}

/** A picture as the browser itself draws it. */
async function drawPicture(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 900;
    canvas.height = 600;
    const context = canvas.getContext('2d');
    if (context !== null) {
      const sky = context.createLinearGradient(0, 0, 900, 600);
      sky.addColorStop(0, 'orangered');
      sky.addColorStop(1, 'rebeccapurple');
      context.fillStyle = sky;
      context.fillRect(0, 0, 900, 600);
      context.fillStyle = 'gold';
      context.arc(450, 300, 160, 0, 7);
      context.fill();
    }
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

test('what somebody says of themselves, and their picture, is seen by others', async ({ pair }) => {
  const { alice, bob } = pair;
  const card = new OwnCard(bob.page);
  await card.open();
  await card.file.setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: await drawPicture(bob.page),
  });
  await card.button('Use this picture').click();
  await expect(card.button('Remove')).toBeVisible();
  await card.status.fill('At the harbour until Friday');
  await card.button('As this device: Asia/Tokyo').click();
  await expect(card.zone).toHaveValue('Asia/Tokyo');
  await card.button('Save').click();
  await expect(bob.page.locator('.notice').getByText('Saved.')).toBeVisible();
  await bob.page.goto('/');
  await new RoomPage(bob.page).say('Good morning');

  await alice.page.goto('/');
  await alice.people.open();
  const row = alice.people.person('bob');
  await expect(row).toContainText('At the harbour until Friday');
  await expect(row).toContainText('here now');
  await expect(row.locator('img')).toHaveJSProperty('naturalWidth', 256);

  await alice.people.openCard('bob');
  await expect(alice.people.card).toContainText(/\d{1,2}:\d\d.* there/);
  await expect(alice.people.card).toContainText('Asia/Tokyo');
  await expect(alice.page.locator('.message .avatar__picture')).toHaveJSProperty('naturalWidth', 256);
});

test('from a card one writes to somebody directly', async ({ pair: { alice, bob } }) => {
  await alice.page.goto('/');
  await alice.people.open();
  await alice.people.openCard('bob');
  await alice.people.card.getByRole('button', { name: 'Write directly' }).click();
  await expect(alice.people.card).toBeHidden();
  await expect(alice.page.getByRole('heading', { level: 1 })).toContainText('bob');
  await new RoomPage(alice.page).say('Between us');
  await bob.page.goto('/');
  await expect(new RoomPage(bob.page).rooms.room('alice')).toBeVisible();
});

test('a file that is no picture is refused, and a picture goes when it is removed', async ({
  pair: { bob },
}) => {
  const card = new OwnCard(bob.page);
  await card.open();
  const text = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') };
  await card.file.setInputFiles(text);
  await expect(card.section.getByRole('alert').first()).toContainText('cannot read this as a picture');
  await card.file.setInputFiles({ ...text, buffer: await drawPicture(bob.page) });
  await card.button('Use this picture').click();
  await card.button('Remove').click();
  await expect(card.button('Choose a picture')).toBeVisible();
  await expect(bob.page.locator('.own .avatar__picture')).toHaveCount(0);
});
