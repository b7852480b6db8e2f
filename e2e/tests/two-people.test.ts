import { expect, test } from '../fixtures/test.ts';

test('two people talk, each in a browser of their own', async ({ alice, bob }) => {
  await alice.say('Hello bob, are you there?');
  await bob.glance();
  await expect(bob.message('Hello bob, are you there?').author).toHaveText('alice');

  await bob.say('I am, good morning.');
  await alice.glance();
  await expect(alice.message('I am, good morning.').author).toHaveText('bob');
  await expect(alice.rows).toHaveText([/Hello bob/, /I am, good morning/]);
});

test('news come by themselves', async ({ alice, bob }) => {
  await alice.write('No need to do anything');
  await expect(bob.message('No need to do anything').dom).toBeVisible({ timeout: 7_000 });
  await expect(bob.announcements).toHaveText('alice: No need to do anything');
});

test('an empty room invites to write the first message', async ({ visit }) => {
  const room = await visit();
  await room.open();
  await room.page.getByRole('button', { name: 'Write the first message' }).click();
  await expect(room.nameField).toBeFocused();
  await room.join('alice');
  await expect(room.composer).toBeFocused();
  await room.write('The first words');
  await expect(room.message('The first words').details).toContainText('Saved here');
  await expect(room.page.getByText('This is where General begins.')).toBeVisible();
});

test('own messages stand on the other side, and messages of one author together', async ({ alice, bob }) => {
  await bob.say('one');
  await bob.say('two');
  await alice.glance();
  await alice.write('three');

  const column = await alice.timeline.log.boundingBox();
  const bobs = await alice.message('one').bubble.boundingBox();
  const own = await alice.message('three').bubble.boundingBox();
  const middle = (column?.x ?? 0) + (column?.width ?? 0) / 2;
  expect(bobs?.x).toBeLessThan(middle);
  expect((own?.x ?? 0) + (own?.width ?? 0)).toBeGreaterThan(middle + 100);
  await expect(alice.page.locator('.message .avatar:visible')).toHaveText(['B']);
  await expect(alice.days).toHaveCount(1);
});

test('a name that cannot be taken is refused with the reason', async ({ visit }) => {
  const room = await visit();
  await room.open();
  await room.join('   ');
  await expect(room.nameError).not.toBeEmpty();
  await expect(room.nameField).toBeFocused();
  await room.join('a'.repeat(41));
  await expect(room.nameError).toContainText('40');
  await room.join('alice');
  await expect(room.composer).toBeVisible();
});

test('a person who changes their name writes under the new one', async ({ alice, bob }) => {
  await alice.say('as alice');
  await alice.changeName('alice liddell');
  await alice.say('as alice liddell');
  await bob.glance();
  await expect(bob.message('as alice liddell').author).toHaveText('alice liddell');
  await expect(bob.header).toContainText('alice and alice liddell');
});

test('two tabs of one person show the same conversation', async ({ alice }) => {
  const tab = await alice.openAnotherTab();
  await alice.say('from the first tab');
  await tab.glance();
  await expect(tab.message('from the first tab').details).toContainText('Saved here');
  await tab.say('from the second tab');
  await alice.glance();
  await expect(alice.rows).toHaveText([/from the first tab/, /from the second tab/]);
});

test('many messages written at once arrive in order, each once', async ({ alice, bob }) => {
  const texts = Array.from({ length: 12 }, (_, index) => `quick ${index + 1}.`);
  for (const text of texts) await alice.write(text);
  await expect(alice.page.getByText('Saved here')).toHaveCount(texts.length);
  await bob.glance();
  await expect(bob.page.locator('.message__text')).toHaveText(texts);
});
