import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';
import { DoorPage } from '../pages/account-pages.ts';
import { RoomPage } from '../pages/room-page.ts';

const ALICE = { name: 'alice', password: 'correct horse battery staple' };

test('an open page is led to the door when people get accounts, and what was being written waits behind it', async ({
  alice,
  visit,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY, /status of 401/);
  const door = new DoorPage(alice.page);
  await alice.say('from before');
  await alice.composer.fill('half a sentence');
  await server.stop();
  await server.start({ AUTH_MODE: 'accounts' });
  await alice.glance();
  await expect(door.heading).toHaveText('This book has no owner yet', { timeout: 15_000 });
  await expect(alice.offlineBar).toHaveCount(0);

  const owner = new DoorPage((await visit()).page);
  await owner.follow(await server.setUpLink());
  await owner.join(ALICE);
  await expect(new RoomPage(owner.page).composer).toBeVisible();
  await alice.page.reload();
  await expect(door.heading).toHaveText('Sign in');
  await door.signIn(ALICE);
  await expect(alice.message('from before').dom).toBeVisible();
  await expect(alice.composer).toHaveValue('half a sentence');
});
