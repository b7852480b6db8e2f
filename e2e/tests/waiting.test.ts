import type { Locator, Page } from '@playwright/test';
import { expect, type Member, test } from '../fixtures/accounts.ts';
import { holdRequests } from '../fixtures/held-requests.ts';

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
/** What the eye takes for the same place. */
const SAME_PX = 2;

/** Opens a page whose session is not known yet, and goes on with it once `look` has looked. */
async function wait(page: Page, path: string, look: () => Promise<void>): Promise<void> {
  const asking = await holdRequests(page, /\/api\/session/);
  await page.goto(path);
  await look();
  await asking.release();
}

async function placeOf(part: Locator): Promise<{ y: number; height: number }> {
  const box = await part.boundingBox();
  if (box === null) throw new Error(`${part} is not to be seen.`);
  return { y: box.y, height: box.height };
}

async function expectSamePlace(part: Locator, before: { y: number; height: number }): Promise<void> {
  await expect.poll(async () => Math.abs((await placeOf(part)).y - before.y)).toBeLessThanOrEqual(SAME_PX);
  expect(Math.abs((await placeOf(part)).height - before.height)).toBeLessThanOrEqual(SAME_PX);
}

for (const [where, options] of [
  ['at a desk', {}],
  ['on a phone', PHONE],
] as const) {
  test(`${where}, the conversation comes where its shape stood`, async ({ welcome, owner }) => {
    const { room }: Member = await welcome('bob', 'member', options);
    await expect(owner.room.composer).toBeVisible();
    const { page } = room;
    const field = page.locator('.writing-area .field').first();
    const title = page.locator('.chat-header__title');
    let before = { y: 0, height: 0 };
    let titled = before;
    await wait(page, '/', async () => {
      await expect(page.locator('.skeleton')).toBeVisible();
      before = await placeOf(field);
      titled = await placeOf(title);
    });
    await expect(room.composer).toBeVisible();
    await expectSamePlace(field, before);
    await expectSamePlace(title, titled);
  });

  test(`${where}, one’s own page comes where its shape stood`, async ({ welcome }) => {
    const { room, own }: Member = await welcome('bob', 'member', options);
    const { page } = room;
    const panels = page.locator('.panel');
    let profile = { y: 0, height: 0 };
    let card = profile;
    await wait(page, '/me', async () => {
      await expect(panels).toHaveCount(2);
      profile = await placeOf(panels.nth(0));
      card = await placeOf(panels.nth(1));
    });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('bob');
    await expect(own.page.getByRole('textbox', { name: 'Status' })).toBeVisible();
    await expectSamePlace(panels.nth(0), profile);
    await expectSamePlace(panels.nth(1), card);
  });
}

test('where a part cannot be loaded everybody is told, and it opens by a second try', async ({
  owner,
  witness,
}) => {
  witness.allow(/ERR_FAILED|dynamically imported/);
  const { page } = owner.room;
  let isThere = false;
  await page.route('**/assets/details-sheet*', (route) => (isThere ? route.continue() : route.abort()));
  await owner.room.title.getByRole('button').click();
  const trouble = page.getByRole('dialog', { name: 'This could not be loaded' });
  await expect(trouble).toBeVisible();
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await expect(trouble.getByRole('alert')).toHaveText('It could still not be loaded.');
  isThere = true;
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await expect(owner.room.rooms.details).toBeVisible();
  await expect(trouble).toBeHidden();
});

test('on a phone, a list of rooms that cannot be loaded is told of and tried again', async ({
  welcome,
  witness,
}) => {
  witness.allow(/ERR_FAILED|dynamically imported/);
  const { room } = await welcome('bob', 'member', PHONE);
  const { page } = room;
  let isThere = false;
  await page.route('**/assets/rooms-part*', (route) => (isThere ? route.continue() : route.abort()));
  await page.reload();
  const bar = page.getByRole('region', { name: 'Parts of the page' });
  await expect(bar).toHaveText(/The rooms could not be loaded. Check your connection./);
  await room.header.getByRole('button', { name: 'Rooms' }).tap();
  await expect(bar).toBeVisible();
  isThere = true;
  await bar.getByRole('button', { name: 'Try again' }).tap();
  await expect(page.getByRole('dialog', { name: 'Rooms' })).toBeVisible();
  await expect(bar).toBeHidden();
});
