import { expect, test } from '../fixtures/test.ts';

test.use({ messagesBefore: 60 });

test('a reader at the end follows new messages', async ({ alice, bob }) => {
  await expect(alice.message('message 60').dom).toBeInViewport();
  await bob.say('the newest of all');
  await alice.glance();
  await expect(alice.message('the newest of all').dom).toBeInViewport({ ratio: 1 });
  await expect(alice.pill).toBeHidden();
});

test('a reader further up sees a pill that counts, and leads to the end', async ({ alice, bob }) => {
  await alice.timeline.wheel(-900);
  await expect(alice.pill).toHaveText(/Go to the newest message/);
  for (const text of ['first news', 'second news']) await bob.write(text);
  await expect(bob.page.getByText('Saved here')).toHaveCount(2);
  await alice.glance();
  await expect(alice.pill).toHaveText(/2 new messages/);
  await expect(alice.message('second news').dom).not.toBeInViewport();

  await alice.pill.click();
  await expect(alice.message('second news').dom).toBeInViewport({ ratio: 1 });
  await expect(alice.pill).toBeHidden();
});

test('who scrolls back to the end follows again', async ({ alice, bob }) => {
  await alice.timeline.wheel(-900);
  await expect(alice.pill).toBeVisible();
  await alice.timeline.wheel(2_000);
  await expect(alice.pill).toBeHidden();
  await bob.say('seen at once');
  await alice.glance();
  await expect(alice.message('seen at once').dom).toBeInViewport({ ratio: 1 });
});

test('an own message leads to the end from wherever it was written', async ({ alice }) => {
  await alice.timeline.wheel(-900);
  await expect(alice.pill).toBeVisible();
  await alice.write('down here');
  await expect(alice.message('down here').dom).toBeInViewport({ ratio: 1 });
  await expect.poll(() => alice.timeline.distanceFromEnd()).toBeLessThanOrEqual(1);
});

test('the end stays in view when the composer grows and the window shrinks', async ({ alice }) => {
  await expect(alice.message('message 60').dom).toBeInViewport();
  await alice.composer.fill('a\nb\nc\nd\ne\nf');
  await expect.poll(() => alice.timeline.distanceFromEnd()).toBeLessThanOrEqual(1);
  await alice.page.setViewportSize({ width: 390, height: 360 });
  await expect.poll(() => alice.timeline.distanceFromEnd()).toBeLessThanOrEqual(1);
  await expect(alice.composer).toBeInViewport();
});
