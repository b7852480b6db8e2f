import { findBarriers, THEMES } from '../fixtures/find-barriers.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';

// What moves is half transparent for a moment, and contrast is judged when it stands.
test.use({ reducedMotion: 'reduce' });

test('axe finds nothing in an empty room, before a name is chosen and after', async ({ visit }) => {
  const room = await visit();
  await room.open();
  await expect(room.connection).toHaveText('Connected');
  expect(await findBarriers(room.page)).toEqual([]);
  await room.join(' ');
  await expect(room.nameError).not.toBeEmpty();
  expect(await findBarriers(room.page)).toEqual([]);
  await room.join('alice');
  expect(await findBarriers(room.page)).toEqual([]);
});

test('axe finds nothing in a conversation, nor while the server is away', async ({
  alice,
  bob,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  await bob.write('look at https://example.org/');
  await bob.write('it is\nbeautiful');
  await expect(bob.page.getByText('Saved here')).toHaveCount(2);
  await alice.glance();
  await alice.write('it is, and https://example.org/more too');
  await expect(alice.page.getByText('Saved here')).toHaveCount(1);
  await alice.rows.last().focus();
  expect(await findBarriers(alice.page)).toEqual([]);

  await server.stop();
  await expect((await alice.write('not sent')).failure).toBeVisible();
  await alice.glance();
  await expect(alice.offlineBar).toBeVisible();
  await alice.composer.fill('a'.repeat(4_100));
  expect(await findBarriers(alice.page)).toEqual([]);
});

test.describe('with sixty messages', () => {
  test.use({ messagesBefore: 60 });

  test('axe finds nothing while an older page is read and news wait', async ({ alice, bob }) => {
    await alice.timeline.wheel(-900);
    await expect(alice.pill).toBeVisible();
    expect(await findBarriers(alice.page)).toEqual([]);
    await bob.say('news');
    await alice.glance();
    await expect(alice.pill).toHaveText(/1 new message/);
    expect(await findBarriers(alice.page)).toEqual([]);
  });

  test('axe finds nothing on a phone', async ({ meet }) => {
    const alice = await meet('alice', {
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    });
    await expect(alice.rows.last()).toBeVisible();
    expect(await findBarriers(alice.page)).toEqual([]);
  });
});

test('axe finds nothing while the page loads and where the room cannot be opened', async ({
  visit,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  const room = await visit();
  await room.page.route('**/api/**', () => undefined);
  await room.open();
  await expect(room.page.locator('.stand-in .skeleton')).toBeVisible();
  expect(await findBarriers(room.page)).toEqual([]);

  await room.page.unroute('**/api/**');
  await room.page.route('**/api/**', (route) => route.abort());
  await room.page.reload();
  await expect(room.page.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(await findBarriers(room.page)).toEqual([]);
});

test('axe finds nothing on the not-found page', async ({ visit, witness }) => {
  witness.allow(/status of 404/);
  const { page } = await visit();
  await page.goto('/nowhere');
  expect(await findBarriers(page)).toEqual([]);
});

for (const theme of THEMES)
  test(`axe finds nothing on the documentation in its ${theme} theme`, async ({ visit }) => {
    test.slow(); // it holds every endpoint, and axe looks at each of its thousands of elements
    const { page } = await visit();
    await page.goto('/docs');
    expect(await findBarriers(page, [theme])).toEqual([]);
  });
