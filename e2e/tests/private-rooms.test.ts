import type { ChatServer } from '../fixtures/chat-server.ts';
import { findBarriers } from '../fixtures/find-barriers.ts';
import { tellArchive } from '../fixtures/tell-archive.ts';
import { expect, test } from '../fixtures/test.ts';
import { ArchiveSheet } from '../pages/archive-sheet.ts';
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
  await alice.page.getByRole('radio', { name: 'Private' }).check();
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
  await expect(bob.page.getByText('“Plans” is not yours to read any more.')).toBeVisible();
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

test.describe('of which not all goes into the repository', () => {
  test.use({ reducedMotion: 'reduce' });

  test('each message says whether it does, a line says from where on, and the ribbon says what holds now', async ({
    server,
    visit,
  }) => {
    test.slow();
    const { alice, bob } = await openForTwo(server, visit);
    const { page } = alice;
    await tellArchive(page);
    const data = { name: 'plans', title: 'Plans', kind: 'private' };
    const { name } = await (await page.request.post('/api/rooms', { data })).json();
    await alice.open(`/rooms/${name}`);
    const before = await alice.say('Shall we move the crane?');
    await expect(before.details).toContainText('Saved here, and kept out of the repository');
    await expect(before.mark).toHaveAttribute('data-mark', 'kept');
    const { tip } = new ArchiveSheet(page);
    await expect(tip).toHaveText(/^What is written here stays out of acme\/conversation\. Everything that/);

    await page.request.patch(`/api/rooms/${name}`, { data: { in_repository: true } });
    await alice.glance();
    await expect(tip).toHaveText(/^What is written here goes into acme\/conversation\./);
    const after = await alice.say('For the book: on Friday.');
    await expect(after.details).toContainText(/Saved here$/);
    await expect(after.mark).toHaveAttribute('data-mark', 'outline');
    await expect(before.mark).toHaveAttribute('data-mark', 'kept');
    const line = alice.timeline.log.getByText('What is written from here on goes into the repository');
    await expect(line).toBeVisible();
    expect(await findBarriers(page)).toEqual([]);

    await alice.rooms.room('General').click();
    await expect(tip).toHaveText(/^Everything is in acme\/conversation/);
    await expect(bob.rooms.room('Plans')).toHaveCount(0);
  });
});

test('alice writes to several at once, and reads on when the other of a room of two was removed', async ({
  server,
  visit,
}) => {
  test.slow();
  const { alice, bob } = await openForTwo(server, visit);
  await alice.rooms.list.getByRole('button', { name: 'Write directly' }).click();
  const question = alice.page.getByRole('dialog', { name: 'Write directly' });
  await question.getByRole('checkbox', { name: 'bob' }).check();
  await question.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(alice.title).toHaveText('bob');
  await alice.say('Are you there?');
  const { people } = (await (await alice.page.request.get('/api/people')).json()) as {
    people: { id: string; name: string }[];
  };
  const { id } = people.find(({ name }) => name === 'bob') ?? { id: '' };
  await bob.page.close();
  await alice.page.request.post(`/api/system/people/${id}/remove`, {
    data: { reason: 'has left' },
    headers: { origin: server.url },
  });
  await alice.glance();
  await expect(alice.title).toHaveText('bob, no longer here');
  await expect(alice.page.getByText(/^bob is no longer here\./)).toBeVisible();
  await expect(alice.message('Are you there?').dom).toBeVisible();
  await expect(alice.composer).toBeHidden();
});
