import { expect, inviteTo, test } from '../fixtures/accounts.ts';
import { findBarriers } from '../fixtures/find-barriers.ts';
import { overflowing, poorTargets } from '../fixtures/small-screen.ts';
import type { DoorPage } from '../pages/account-pages.ts';

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

// What moves is half transparent for a moment, and contrast is judged when it stands.
test.use({ reducedMotion: 'reduce' });
test.slow();

for (const [where, options] of [
  ['at a desk', {}],
  ['on a phone', PHONE],
] as const) {
  test(`${where}, whoever is not in yet finds no barrier`, async ({ knock, server, witness }) => {
    witness.allow(/status of 4(?:01|10)/);
    const door = await knock(options);
    await door.page.goto('/');
    await shows(door, 'This book has no owner yet');
    await door.follow(await server.setUpLink());
    await shows(door, 'Make the first account');
    await door.join({ name: '', password: 'short' });
    await shows(door, 'Make the first account');
    await door.join({ name: 'alice', password: 'correct horse battery staple' });
    await door.page.getByRole('button', { name: /^Your account/ }).click();
    expect(await faultsOf(door)).toEqual([]);
    await door.page.getByRole('button', { name: 'Sign out' }).click();
    await shows(door, 'Sign in');
    await door.signIn({ name: 'alice', password: 'wrong' });
    await expect(door.error).not.toBeEmpty({ timeout: 20_000 });
    await shows(door, 'Sign in');
    await door.forgottenButton.click();
    await shows(door, 'Forgotten your password?');
    await door.follow('/join#short');
    await shows(door, 'This link is not whole');
  });

  test(`${where}, one’s own page and its dialogs have no barrier`, async ({ owner, knock }) => {
    const door = await knock(options);
    await door.page.goto('/me');
    await door.signIn(owner.who);
    await expect(door.heading).toHaveText('alice', { timeout: 20_000 });
    expect(await faultsOf(door)).toEqual([]);
    for (const name of ['Sign out everywhere…', 'Make a key…', 'Delete your account…']) {
      await door.page.getByRole('button', { name }).click();
      expect(await findBarriers(door.page), name).toEqual([]);
      expect(await overflowing(door), name).toEqual([]);
      await door.page.keyboard.press('Escape');
    }
  });

  test(`${where}, an invite and a guest’s conversation have no barrier`, async ({
    owner,
    knock,
    welcome,
  }) => {
    const door = await knock(options);
    await door.follow(`/join#${await inviteTo(owner, 'guest')}`);
    await shows(door, 'alice invites you');
    const guest = await welcome('gina', 'guest', options);
    await expect(guest.room.page.getByText('You are a guest here')).toBeVisible();
    expect(await faultsOf(guest.door)).toEqual([]);
  });
}

async function shows(door: DoorPage, heading: string): Promise<void> {
  await expect(door.heading).toHaveText(heading);
  expect(await faultsOf(door), heading).toEqual([]);
}

/** What keeps somebody from it: by axe in both themes, by the width of the window, and by the size of a fingertip. */
async function faultsOf(door: DoorPage): Promise<string[]> {
  const isPhone = (door.page.viewportSize()?.width ?? 0) < 480;
  return [
    ...(await findBarriers(door.page)),
    ...(await overflowing(door)),
    ...(isPhone ? await poorTargets(door) : []),
  ];
}
