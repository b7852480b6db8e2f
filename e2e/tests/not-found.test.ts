import { expect, test } from '../fixtures/test.ts';

test('an address that names nothing says so and leads back', async ({ visit, witness }) => {
  witness.allow(/status of 404/);
  const room = await visit();
  const answer = await room.page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(room.title).toHaveText('There is no such page in this book.');
  await expect(room.page).toHaveTitle('Not found · BookChat');

  await room.page.getByRole('link', { name: 'Go to the conversation' }).click();
  await expect(room.title).toHaveText('General');
  await expect(room.page).toHaveURL('/');
  await room.page.goBack();
  await expect(room.title).toHaveText('There is no such page in this book.');
});
