import { replaceHistory } from '../fixtures/replace-history.ts';
import { stoppedClock } from '../fixtures/stopped-clock.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';

test('the page says calmly that the server is away, and goes on when it is back', async ({
  alice,
  bob,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  await alice.say('before');
  await expect(alice.connection).toHaveText('Connected');
  await expect(alice.offlineBar).toBeHidden();

  await server.stop();
  await alice.glance();
  await expect(alice.offlineBar).toContainText('The server cannot be reached.');
  await expect(alice.offlineBar).toContainText(/Last heard from at \d/);
  await expect(alice.connection).toHaveText('Offline');
  await expect(alice.message('before').dom).toBeVisible();
  await expect(alice.page.getByRole('dialog')).toHaveCount(0);

  await server.start();
  await expect(alice.offlineBar).toBeHidden({ timeout: 10_000 });
  await expect(alice.connection).toHaveText('Connected');
  await bob.say('after');
  await alice.glance();
  await expect(alice.rows).toHaveText([/before/, /after/]);
});

test('"Try now" asks the server at once', async ({ visit, server, witness }) => {
  witness.allow(SERVER_AWAY);
  const room = await visit();
  const time = await stoppedClock(room.page);
  await room.open();
  await time.connect(room);
  await server.stop();
  await room.glance();
  await time.pass(1);
  await expect(room.offlineBar).toBeVisible();

  await server.start();
  await room.tryNowButton.click();
  await time.pass(1);
  await expect(room.offlineBar).toBeHidden();
});

test('messages written while the server is away are posted once after it is back', async ({
  alice,
  bob,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  await expect(bob.connection).toHaveText('Connected');
  await server.kill();
  const first = await alice.write('written in the dark');
  const second = await alice.write('and another');
  await expect(first.failure).toHaveText('Not sent. The server cannot be reached.');
  await expect(second.failure).toBeVisible();

  await server.start();
  await first.retryButton.click();
  await second.retryButton.click();
  await expect(first.details).toContainText('Saved here');
  await expect(second.details).toContainText('Saved here');
  await bob.glance();
  await expect(bob.rows).toHaveText([/written in the dark/, /and another/]);
  await alice.page.reload();
  await expect(alice.rows).toHaveText([/written in the dark/, /and another/]);
});

test('what was said before a power cut is there after it', async ({ alice, bob, server, witness }) => {
  witness.allow(SERVER_AWAY);
  await alice.say('on disk');
  await server.kill();
  await server.start();
  await bob.page.reload();
  await expect(bob.message('on disk').dom).toHaveCount(1);
});

test('a room that cannot be opened says so and opens as soon as it can', async ({ visit, witness }) => {
  witness.allow(SERVER_AWAY);
  const room = await visit();
  await room.page.route('**/api/**', (route) => route.abort());
  await room.open();
  await expect(room.page.getByRole('main')).toContainText('The conversation could not be opened.');
  await room.page.unroute('**/api/**');
  await room.page.getByRole('button', { name: 'Try again' }).click();
  await expect(room.page.getByRole('main')).toContainText('The first page is still blank.');
});

test('after a restore the page starts over by itself', async ({ alice, server, witness }) => {
  witness.allow(SERVER_AWAY, /status of 410/);
  await alice.say('from after the backup');
  await server.stop();
  replaceHistory(server.databaseFile, 'from the backup');
  await server.start();
  await alice.glance();
  await expect(alice.rows).toHaveText([/from the backup/]);
});
