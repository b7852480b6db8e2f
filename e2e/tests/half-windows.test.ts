import { expect, test } from '../fixtures/accounts.ts';
import { overflowing, poorTargets } from '../fixtures/small-screen.ts';

for (const width of [900, 1_024])
  test(`nothing is pushed out of a window of ${width} px by a long title`, async ({ owner }) => {
    const { page } = owner.room;
    await page.setViewportSize({ width, height: 700 });
    const made = await owner.request.post('/api/rooms', {
      data: {
        name: 'harbour',
        title: 'Harbour works, cranes, slipways and all that floats',
        description: 'What is built, mended and painted, and who has the key to which shed. '.repeat(3),
        kind: 'open',
      },
    });
    expect(made.status()).toBe(201);
    await page.goto('/rooms/harbour');
    await expect(owner.room.title).toContainText('Harbour works');
    await expect(owner.room.connection).toHaveText('Connected');
    expect(await overflowing(owner.room)).toEqual([]);
  });

test('on a phone a finger finds those who are here beside the title', async ({ welcome }) => {
  const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
  const { room } = await welcome('bob', 'member', phone);
  const here = room.header.getByRole('button', { name: /^People: .*here now$/ });
  await expect(here).toBeVisible();
  expect(await overflowing(room)).toEqual([]);
  expect(await poorTargets(room)).toEqual([]);
  const { box, end } = await here.evaluate((line) => ({
    box: line.getBoundingClientRect().toJSON() as DOMRect,
    end: document.querySelector('h1')?.getBoundingClientRect().right ?? Number.NaN,
  }));
  expect(Math.min(box.height, box.width)).toBeGreaterThanOrEqual(44);
  expect(end).toBeLessThanOrEqual(box.left);
  await here.tap();
  await expect(room.page.getByRole('dialog')).toBeVisible();
});
