import { backUp, restore } from '../fixtures/back-up.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';

test('two open pages show what was restored without a reload, and both write on', async ({
  alice,
  bob,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY, /status of 410/);
  await alice.say('in the backup');
  await bob.glance();
  await expect(bob.rows).toHaveText([/in the backup/]);
  const id = await backUp(server);
  await bob.say('too late for it');
  await alice.glance();
  await expect(alice.rows).toHaveText([/in the backup/, /too late for it/]);

  await restore(server, id);
  for (const room of [alice, bob]) {
    await room.glance();
    await expect(room.rows).toHaveText([/in the backup/]);
    await expect(room.connection).toHaveText('Connected');
  }
  await alice.say('we go on');
  await bob.say('as if nothing had been');
  for (const room of [alice, bob]) {
    await room.glance();
    await expect(room.rows).toHaveText([/in the backup/, /we go on/, /as if nothing had been/]);
  }
});

test('what is written during maintenance is shown as on its way, and sent when it ends', async ({
  alice,
  bob,
  witness,
}) => {
  witness.allow(/status of 503/);
  await expect(alice.connection).toHaveText('Connected');
  await alice.page.route('**/api/**', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      headers: { 'retry-after': '2' },
      body: JSON.stringify({
        type: '/docs#maintenance',
        title: 'The server is in maintenance',
        status: 503,
        detail: 'The server is in maintenance: a backup is being restored.',
        code: 'maintenance',
      }),
    }),
  );
  await alice.glance();
  await expect(alice.offlineBar).toContainText('The server is in maintenance. What you write is sent');
  const first = await alice.write('written meanwhile');
  const second = await alice.write('and this after it');
  await expect(first.dom).toHaveCount(1);
  await expect(first.failure).toBeHidden();

  await alice.page.unroute('**/api/**');
  await expect(first.details).toContainText('Saved here');
  await expect(second.details).toContainText('Saved here');
  await expect(alice.offlineBar).toBeHidden();
  await bob.glance();
  await expect(bob.rows).toHaveText([/written meanwhile/, /and this after it/]);
});
