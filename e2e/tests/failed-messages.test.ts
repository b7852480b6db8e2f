import { holdRequests } from '../fixtures/held-requests.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';
import type { RoomPage } from '../pages/room-page.ts';

/** The server applies what alice posts, and the answer is lost on the way back; once. */
async function loseNextAnswer({ page }: RoomPage): Promise<void> {
  await page.route(
    '**/api/messages',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

test('a retry after a lost answer does not post twice', async ({ alice, bob, witness }) => {
  witness.allow(SERVER_AWAY);
  await expect(alice.connection).toHaveText('Connected');
  await loseNextAnswer(alice);
  const message = await alice.write('said once');
  await expect(message.failure.or(message.dom.getByText('Saved here'))).toBeAttached();
  if (await message.retryButton.isVisible()) await message.retryButton.click();
  await expect(message.details).toContainText('Saved here');

  await bob.glance();
  await expect(bob.message('said once').dom).toHaveCount(1);
  await alice.page.reload();
  await expect(alice.message('said once').dom).toHaveCount(1);
});

test('a message whose answer was lost is found to be saved by the next poll', async ({ alice, witness }) => {
  witness.allow(SERVER_AWAY);
  await expect(alice.connection).toHaveText('Connected');
  await loseNextAnswer(alice);
  const message = await alice.write('arrived after all');
  await alice.glance();
  await expect(message.details).toContainText('Saved here');
  await expect(message.dom).toHaveCount(1);
  await expect(message.retryButton).toBeHidden();
});

test('a failed message stays through a reload, with its reason, until it is discarded', async ({
  alice,
  server,
  witness,
}) => {
  witness.allow(SERVER_AWAY);
  await server.stop();
  const message = await alice.write('on second thoughts');
  await expect(message.failure).toHaveText('Not sent. The server cannot be reached.');
  await expect(alice.announcements).toContainText('Your message was not sent.');

  await server.start();
  await alice.page.reload();
  await expect(message.failure).toBeVisible();
  await message.discardButton.click();
  await expect(message.dom).toHaveCount(0);
  await alice.page.reload();
  await expect(alice.page.getByText('The first page is still blank.')).toBeVisible();
});

test('two tabs that hold the same failed message post it once', async ({ alice, bob, server, witness }) => {
  witness.allow(SERVER_AWAY);
  await server.stop();
  await expect((await alice.write('twice tried')).failure).toBeVisible();
  await server.start();
  const tab = await alice.openAnotherTab();
  await expect(tab.connection).toHaveText('Connected');
  // The second tab does not learn in time that the first one was quicker.
  const news = await holdRequests(tab.page, /\/api\/changes/);
  await alice.message('twice tried').retryButton.click();
  await expect(alice.message('twice tried').saved).toBeAttached();
  await tab.message('twice tried').retryButton.click();
  await news.release();
  await expect(alice.message('twice tried').details).toContainText('Saved here');
  await expect(tab.message('twice tried').details).toContainText('Saved here');
  await bob.glance();
  await expect(bob.message('twice tried').dom).toHaveCount(1);
});

test.describe('with a limit of one message in two seconds', () => {
  test.use({ settings: { RATE_LIMIT_MAX_REQUESTS: '1', RATE_LIMIT_WINDOW_SECONDS: '2' } });

  test('a message that came too fast says when to try again, and then goes through', async ({
    alice,
    witness,
  }) => {
    witness.allow(/status of 429/);
    await alice.say('first');
    const second = await alice.write('second');
    await expect(second.failure).toHaveText(/Not sent\. That was too many requests.*Try again in \d s\./);
    await expect(async () => {
      if (await second.retryButton.isVisible()) await second.retryButton.click();
      await expect(second.details).toContainText('Saved here', { timeout: 500 });
    }).toPass({ timeout: 5_000 });
    await expect(alice.rows).toHaveText([/first/, /second/]);
  });
});

test('an answer that is not from BookChat is called by its name', async ({ alice, witness }) => {
  witness.allow(/status of 502/);
  await alice.page.route(
    '**/api/messages',
    (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
    { times: 1 },
  );
  const message = await alice.write('through a broken proxy');
  await expect(message.failure).toHaveText('Not sent. The server answered with an error (502).');
  await message.retryButton.click();
  await expect(message.details).toContainText('Saved here');
});
