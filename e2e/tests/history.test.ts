import { holdRequests } from '../fixtures/held-requests.ts';
import { expect, test } from '../fixtures/test.ts';
import type { RoomPage } from '../pages/room-page.ts';

const OLDER_PAGES = /\/api\/messages\?.*before=/;
const JUMP_PX = 2;
const WHEEL_PX = 150;
const MOST_MESSAGES = 250;
const ELEMENTS_PER_MESSAGE = 16;

async function hasCome(room: RoomPage, count: number): Promise<void> {
  await expect.poll(() => room.rows.count()).toBeGreaterThan(count);
}

test.describe('with three thousand messages', () => {
  test.use({ messagesBefore: 3_000 });

  test('older messages load upwards, and what is on screen stays where it is', async ({ alice }) => {
    await expect(alice.message('message 3000').dom).toBeInViewport();

    for (let page = 1; page <= 3; page++) {
      const slow = await holdRequests(alice.page, OLDER_PAGES);
      await alice.timeline.dragToTop();
      await alice.timeline.wheel(WHEEL_PX);
      await expect.poll(() => alice.timeline.scrollTop()).toBe(WHEEL_PX);
      await expect.poll(() => slow.waiting).toBe(1);
      const before = await alice.timeline.firstVisibleRow();
      const loaded = await alice.rows.count();

      await slow.release();
      await hasCome(alice, loaded);
      const after = await alice.message(before.text).top();
      expect(Math.abs(after - before.top)).toBeLessThanOrEqual(JUMP_PX);
      await alice.page.unroute(OLDER_PAGES);
    }
  });

  test('messages that come while older ones are read do not move them', async ({ alice, bob }) => {
    await alice.timeline.wheel(-600);
    await expect(alice.pill).toBeVisible();
    await expect.poll(() => alice.timeline.distanceFromEnd()).toBeGreaterThan(500);
    const before = await alice.timeline.firstVisibleRow();
    await bob.say('news from below');
    await alice.glance();
    await expect(alice.pill).toHaveText(/1 new message/);
    const after = await alice.message(before.text).top();
    expect(Math.abs(after - before.top)).toBeLessThanOrEqual(JUMP_PX);
  });
});

test.describe('with six hundred messages', () => {
  test.use({ messagesBefore: 600 });

  test('a reader comes to the beginning and back to the newest message', async ({ alice }) => {
    await expect(alice.message('message 600').dom).toBeInViewport();
    await expect(async () => {
      await alice.timeline.dragToTop();
      await expect(alice.page.getByText('This is where General begins.')).toBeVisible({ timeout: 50 });
    }).toPass({ intervals: [50] });
    await expect(alice.message('message 4').dom).toBeVisible();

    await alice.page.getByRole('button', { name: 'Go to the newest message' }).click();
    await expect(alice.message('message 600').dom).toBeInViewport();
    await expect(alice.pill).toBeHidden();
  });
});

test.describe('with fifty thousand messages', () => {
  test.use({ messagesBefore: 50_000 });

  test('a long way up keeps the page small and quick', async ({ alice }) => {
    await expect(alice.message('message 50000').dom).toBeInViewport();
    for (let page = 1; page <= 20; page++) {
      const { text } = await alice.timeline.firstVisibleRow();
      await alice.timeline.dragToTop();
      await expect.poll(async () => (await alice.timeline.firstVisibleRow()).text).not.toBe(text);
    }
    await expect(alice.rows.filter({ hasText: /message 4[0-9]{4}/ }).first()).toBeAttached();
    expect(await alice.rows.count()).toBeLessThanOrEqual(MOST_MESSAGES);
    expect(await alice.timeline.elementCount()).toBeLessThan(MOST_MESSAGES * ELEMENTS_PER_MESSAGE);
  });
});
