import { expect, test } from '../fixtures/test.ts';

/** What Chromium says on its console of a refusal that the test itself brings about. */
const NAME_TAKEN = /status of 409/;

test('a name that somebody has taken nobody else can have, nor write under', async ({
  alice,
  visit,
  server,
  witness,
}) => {
  witness.allow(NAME_TAKEN);
  await alice.say('It is me.');

  const other = await visit();
  await other.open();
  await other.join('Alice');
  await expect(other.nameError).toContainText('Somebody has the name Alice');
  await expect(other.nameField).toHaveValue('Alice');
  await expect(other.nameField).toBeFocused();

  const forged = await fetch(`${server.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ author: 'alice', content: 'It is not.' }),
  });
  expect(forged.status).toBe(409);
  expect(await forged.json()).toMatchObject({ code: 'name_taken' });

  await other.join('bob');
  await other.say('Then I am bob.');
  await alice.glance();
  await expect(alice.rows).toHaveText([/It is me/, /Then I am bob/]);
});

test('a person goes back to a former name, which nobody had meanwhile, in all tabs', async ({
  alice,
  bob,
  witness,
}) => {
  witness.allow(NAME_TAKEN);
  const tab = await alice.openAnotherTab();
  await alice.changeName('alicia');
  await expect(tab.page.getByText(/^Writing as alicia/)).toBeVisible();
  await tab.say('As alicia');
  await bob.changeName('alice');
  await expect(bob.nameError).toContainText('Somebody has the name alice');
  await alice.changeName('alice');
  await alice.say('As alice');
  await bob.glance();
  await expect(bob.message('As alicia').author).toHaveText('alicia');
  await expect(bob.message('As alice').author).toHaveText('alice');
});

test('a name from before is taken at the next start, and asked for anew where somebody was faster', async ({
  alice,
  visit,
  witness,
}) => {
  witness.allow(NAME_TAKEN);
  const old = await visit();
  for (const [name, isFree] of [
    ['carol', true],
    ['alice', false],
  ] as const) {
    await old.page.context().clearCookies();
    await old.open();
    await old.page.evaluate((chosen) => {
      localStorage.clear();
      localStorage.setItem('bookchat.name', chosen);
    }, name);
    await old.open();
    if (isFree) await expect(old.composer).toBeVisible();
    else await expect(old.nameError).toContainText('Somebody has the name alice');
  }
  await expect(old.nameField).toHaveValue('alice');
  await alice.say('Still me');
});
