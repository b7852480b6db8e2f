import { overflowing, poorTargets } from '../fixtures/small-screen.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';

for (const width of [320, 360, 480]) {
  test.describe(`on a phone of ${width} px`, () => {
    test.use({ viewport: { width, height: 640 }, hasTouch: true, isMobile: true, messagesBefore: 30 });

    test('everything fits and every target takes a fingertip', async ({ visit, server, witness }) => {
      witness.allow(SERVER_AWAY);
      const room = await visit();
      await room.open();
      await expect(room.connection).toHaveText('Connected');
      expect(await overflowing(room)).toEqual([]);
      expect(await poorTargets(room)).toEqual([]);

      await room.join('Wilhelmina Featherstonehaugh-Cholmondeley');
      await expect(room.nameError).not.toBeEmpty();
      expect(await overflowing(room)).toEqual([]);
      await room.join('Wilhelmina Featherstonehaugh');
      await room.write('w'.repeat(300));
      await room.write(`https://example.org/${'long/'.repeat(60)}`);
      await expect(room.page.getByText('Saved here')).toHaveCount(2);
      expect(await overflowing(room)).toEqual([]);
      expect(await poorTargets(room)).toEqual([]);

      await server.stop();
      await expect((await room.write('not sent')).failure).toBeVisible();
      await room.glance();
      await expect(room.offlineBar).toBeVisible();
      await room.composer.fill('a'.repeat(4_100));
      await room.timeline.dragToTop();
      await expect(room.pill).toBeVisible();
      expect(await overflowing(room)).toEqual([]);
      expect(await poorTargets(room)).toEqual([]);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, messagesBefore: 30 });

  test('the header is at most 52 px high', async ({ alice }) => {
    expect((await alice.header.boundingBox())?.height).toBeLessThanOrEqual(52);
  });

  test('a message is written and sent by touch', async ({ visit, bob }) => {
    const room = await visit();
    await room.open();
    await room.nameField.tap();
    await room.nameField.fill('alice');
    await room.joinButton.tap();
    await room.composer.tap();
    await room.composer.pressSequentially('from my phone');
    await room.sendButton.tap();
    await expect(room.message('from my phone').details).toContainText('Saved here');
    await expect(room.composer).toBeFocused();
    await bob.glance();
    await expect(bob.message('from my phone').dom).toBeVisible();
  });

  test('the on-screen keyboard covers neither the composer nor the newest message', async ({ alice }) => {
    await expect(alice.message('message 28').dom).toBeAttached();
    await alice.composer.tap();
    await alice.page.setViewportSize({ width: 360, height: 300 });
    await expect(alice.composer).toBeInViewport({ ratio: 1 });
    await expect.poll(() => alice.timeline.distanceFromEnd()).toBeLessThanOrEqual(1);
    await expect(alice.rows.last()).toBeInViewport();
  });
});
