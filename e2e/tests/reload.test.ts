import { expect, test } from '../fixtures/test.ts';

test('a reload keeps messages, name and draft', async ({ alice }) => {
  await alice.say('kept on the server');
  await alice.composer.fill('a thought that is not');
  await alice.page.reload();

  await expect(alice.message('kept on the server').dom).toBeVisible();
  await expect(alice.composer).toHaveValue('a thought that is not');
  await alice.composer.press('Enter');
  await expect(alice.message('a thought that is not').author).toHaveText('alice');
  await alice.page.reload();
  await expect(alice.composer).toHaveValue('');
});

test('a message that was on its way when the page closed is sent by the next one, once', async ({
  alice,
  bob,
}) => {
  await alice.page.route('**/api/messages', (route) =>
    route.request().method() === 'POST' ? undefined : route.continue(),
  );
  await alice.write('almost lost');
  await expect(alice.message('almost lost').details).toContainText('Sending');
  await alice.page.unroute('**/api/messages');
  await alice.page.reload();

  await expect(alice.message('almost lost').details).toContainText('Saved here');
  await bob.glance();
  await expect(bob.message('almost lost').dom).toHaveCount(1);
});
