import { expect, test } from '../fixtures/accounts.ts';
import { overflowing } from '../fixtures/small-screen.ts';

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
