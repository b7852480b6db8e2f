import type { ChatServer } from '../fixtures/chat-server.ts';
import { expect, test } from '../fixtures/test.ts';
import type { RoomPage } from '../pages/room-page.ts';

test.use({ settings: { AUTH_MODE: 'accounts' } });

async function join(room: RoomPage, link: string, name: string): Promise<void> {
  await room.page.goto(link);
  await room.page.getByLabel(/name/i).first().fill(name);
  for (const field of await room.page.locator('input[type=password]').all())
    await field.fill('correct horse battery staple');
  await room.page.locator('button[type=submit]').click();
  await room.composer.waitFor();
}

/** alice, who made the server, and bob, whom she let in. */
async function openForTwo(server: ChatServer, visit: () => Promise<RoomPage>) {
  const [alice, bob] = [await visit(), await visit()];
  await join(alice, await server.setUpLink(), 'alice');
  const answer = await alice.page.request.post('/api/system/invites', {
    data: { role: 'member' },
    headers: { origin: server.url },
  });
  const { url } = (await answer.json()) as { url: string };
  await join(bob, url.replace(/^https?:\/\/[^/]+/, ''), 'bob');
  await alice.open();
  await alice.composer.waitFor();
  return { alice, bob };
}

test('a private room is for those in it, until they are taken out', async ({ server, visit, witness }) => {
  test.slow();
  witness.allow(/404/);
  const { alice, bob } = await openForTwo(server, visit);
  await alice.rooms.makeButton.click();
  await alice.page.getByLabel('What it is called').fill('Plans');
  await alice.page.getByLabel('Who it is for').selectOption('private');
  await alice.page.getByRole('checkbox', { name: 'bob' }).check();
  await alice.page.getByRole('button', { name: 'Make the room' }).click();
  await expect(alice.title).toHaveText('Plans');
  await expect(alice.page.getByText(/stays on this server, and out of the repository/)).toBeVisible();
  await alice.say('Shall we move the crane?');

  await bob.glance();
  await expect(bob.rooms.badge('Plans')).toContainText('1');
  await bob.rooms.room('Plans').click();
  await expect(bob.message('Shall we move the crane?').dom).toBeVisible();
  const told = bob.page.waitForResponse((response) => response.url().endsWith('/read'));
  await told;
  await bob.open();
  await expect(bob.rooms.room('Plans')).toBeVisible();
  await expect(bob.rooms.badge('Plans')).toBeHidden();

  await alice.rooms.openDetails();
  await alice.page.getByRole('button', { name: 'Take out bob' }).click();
  const question = alice.page.getByRole('dialog', { name: 'Take bob out of Plans' });
  await question.getByRole('button', { name: 'Take out' }).click();
  await expect(alice.rooms.details).toContainText('1 member');
  await bob.glance();
  await expect(bob.page.getByText('This room is not yours to read any more.')).toBeVisible();
  await expect(bob.rooms.room('Plans')).toHaveCount(0);
});

test('alice writes to bob directly, and each room goes by the other', async ({ server, visit }) => {
  test.slow();
  const { alice, bob } = await openForTwo(server, visit);
  await expect(alice.rooms.list).toBeVisible();
  await alice.page.keyboard.press('Control+k');
  await expect(alice.rooms.switcher).toBeFocused();
  await alice.page.keyboard.type('bob');
  await expect(alice.rooms.found.first()).toContainText('Write directly');
  await alice.page.keyboard.press('Enter');
  await expect(alice.title).toHaveText('bob');
  await alice.say('A word in private');
  await bob.glance();
  await expect(bob.rooms.room('alice')).toContainText('A word in private');
  await expect(bob.rooms.room('alice')).toContainText('here now');
});
