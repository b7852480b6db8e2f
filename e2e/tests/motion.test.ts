import { expect, test } from '../fixtures/test.ts';
import type { RoomPage } from '../pages/room-page.ts';

/** Every duration, other than none, that a style names for the motion of what is on screen. */
function durations({ page }: RoomPage): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const seen = [...document.querySelectorAll('*')].filter((element) => element.checkVisibility());
    for (const element of seen)
      for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(element, part);
        if (style.animationName !== 'none') found.add(style.animationDuration);
        for (const duration of style.transitionDuration.split(', ')) found.add(duration);
      }
    found.delete('0s');
    return [...found];
  });
}

test.describe('with motion', () => {
  test('a new message rises, for a fifth of a second at most', async ({ alice }) => {
    const message = await alice.write('rising');
    await expect(message.dom).toHaveCSS('animation-duration', '0.2s');
    for (const duration of await durations(alice))
      expect(Number.parseFloat(duration)).toBeLessThanOrEqual(0.22);
  });
});

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce', messagesBefore: 60 });

  test('everything simply appears', async ({ alice }) => {
    await alice.page.route('**/api/messages', () => undefined, { times: 1 });
    await alice.timeline.wheel(-900);
    await expect(alice.pill).toBeVisible();
    await alice.write('simply there');
    expect(await durations(alice)).toEqual([]);
  });

  test('a page that is still loading shows skeletons that stand still', async ({ visit }) => {
    const room = await visit();
    await room.page.route('**/api/**', () => undefined);
    await room.open();
    await expect(room.page.locator('.stand-in .skeleton')).toBeVisible();
    expect(await durations(room)).toEqual([]);
  });
});
