import { readContrast } from '../fixtures/read-contrast.ts';
import { expect, test } from '../fixtures/test.ts';
import type { RoomPage } from '../pages/room-page.ts';

const AA_TEXT = 4.5;
const DARK = 0.3;

/** How light the ground of the conversation is, from 0 to 1. */
function lightness({ page }: RoomPage): Promise<number> {
  return page.evaluate(() => {
    const { backgroundColor } = getComputedStyle(document.body);
    return Number(/oklch\(([\d.]+)/.exec(backgroundColor)?.[1]);
  });
}

test('the page follows the system from light to dark and back', async ({ alice }) => {
  await alice.page.emulateMedia({ colorScheme: 'light' });
  expect(await lightness(alice)).toBeGreaterThan(1 - DARK);
  await alice.page.emulateMedia({ colorScheme: 'dark' });
  expect(await lightness(alice)).toBeLessThan(DARK);
});

test('the switch goes round light, dark and the system, and is remembered', async ({ alice }) => {
  await alice.page.emulateMedia({ colorScheme: 'dark' });
  await alice.themeSwitch.click();
  await expect(alice.themeSwitch).toHaveAccessibleName('Theme: light. Change to dark');
  expect(await lightness(alice)).toBeGreaterThan(1 - DARK);
  await alice.page.reload();
  expect(await lightness(alice)).toBeGreaterThan(1 - DARK);

  await alice.page.emulateMedia({ colorScheme: 'light' });
  await alice.themeSwitch.click();
  expect(await lightness(alice)).toBeLessThan(DARK);
  await alice.themeSwitch.click();
  await expect(alice.themeSwitch).toHaveAccessibleName(/the system’s/);
  expect(await lightness(alice)).toBeGreaterThan(1 - DARK);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`the header's words stand out from its gradient, ${colorScheme}, ${width} px`, async ({ meet }) => {
      const alice = await meet('alice', { colorScheme, viewport: { width, height: 700 } });
      for (const name of ['bob', 'carol', 'a fourth person with a long name', 'eve']) {
        await alice.write(`${name} comes next`);
        await alice.changeName(name);
      }
      await expect(alice.header).toContainText('a fourth person');
      await expect(alice.connection).toHaveText('Connected');
      // On a phone the connection is a shape alone.
      const words = ['.chat-header__room', '.chat-header__names', ...(width > 480 ? ['.connection'] : [])];
      for (const part of words) {
        expect(await readContrast(alice.header.locator(part)), part).toBeGreaterThanOrEqual(AA_TEXT);
      }
    });
  }
}
