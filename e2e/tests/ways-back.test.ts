import { expect, test } from '../fixtures/team.ts';

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

test('from the pages beside the conversation a link leads back to it', async ({ owner, operator }) => {
  const { page } = operator;
  const back = page.getByRole('link', { name: 'Back to chat' });
  await back.click();
  await expect(owner.room.composer).toBeVisible();
  await page.goto('/me');
  await back.click();
  await expect(owner.room.composer).toBeVisible();
});

test('on a phone the way back has its place as well', async ({ welcome }) => {
  const { room } = await welcome('bob', 'admin', PHONE);
  const { page } = room;
  await page.goto('/admin');
  await page.getByRole('link', { name: 'Back to chat' }).tap();
  await expect(room.composer).toBeVisible();
});

for (const section of ['people', 'keys'] as const)
  test(`an address leads to the section of ${section}, however late the others come in`, async ({
    owner,
  }) => {
    const { page } = owner.room;
    await page.route('**/api/system/health*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.goto(`/admin#${section}`);
    const heading = page.locator(`#${section} h2`);
    await expect(heading).toBeFocused();
    await expect(page.locator('[aria-busy]')).toHaveCount(0);
    await expect.poll(async () => (await heading.boundingBox())?.y).toBeLessThan(200);
    await expect(heading).toBeInViewport();
  });
