import { countRequests } from '../fixtures/count-requests.ts';
import { holdRequests } from '../fixtures/held-requests.ts';
import { stoppedClock } from '../fixtures/stopped-clock.ts';
import { expect, test } from '../fixtures/test.ts';
import { SERVER_AWAY } from '../fixtures/witness.ts';

const POLLS = '/api/changes';

test('a visible page polls every five seconds', async ({ visit }) => {
  const room = await visit();
  const time = await stoppedClock(room.page);
  const polls = countRequests(room.page, POLLS);
  await room.open();
  await time.connect(room);
  const first = polls.started;

  for (let poll = 1; poll <= 12; poll++) {
    const answered = room.page.waitForResponse((response) => response.url().includes(POLLS));
    await time.pass(5_000);
    await (await answered).finished();
    await expect.poll(() => polls.started).toBe(first + poll);
  }
  expect(polls.mostAtOnce).toBe(1);
});

test('a hidden page does not poll, and asks at once when it is seen again', async ({ visit, bob }) => {
  const room = await visit();
  const time = await stoppedClock(room.page);
  const polls = countRequests(room.page, POLLS);
  await room.open();
  await time.connect(room);

  await room.setHidden(true);
  const before = polls.started;
  await bob.say('while nobody looked');
  await time.pass(10 * 60_000);
  await expect(room.message('while nobody looked').dom).toHaveCount(0);
  expect(polls.started).toBe(before);

  await room.setHidden(false);
  await time.pass(1);
  await expect(room.message('while nobody looked').dom).toBeVisible();
});

test('focus, the return of the network and an own post each poll at once', async ({ visit }) => {
  const room = await visit();
  const time = await stoppedClock(room.page);
  const polls = countRequests(room.page, POLLS);
  await room.open();
  await time.connect(room);
  await room.join('alice');

  const occasions = [
    () => room.glance(),
    () => room.page.evaluate(() => window.dispatchEvent(new Event('online'))),
    () => room.say('a post of my own'),
  ];
  for (const occasion of occasions) {
    const before = polls.started;
    await occasion();
    await expect
      .poll(async () => {
        await time.pass(1);
        return polls.started;
      })
      .toBeGreaterThan(before);
  }
});

test('a page never polls twice at a time', async ({ visit }) => {
  const room = await visit();
  const time = await stoppedClock(room.page);
  const polls = countRequests(room.page, POLLS);
  await room.open();
  await time.connect(room);
  const slow = await holdRequests(room.page, /\/api\/changes/);
  for (let glance = 0; glance < 5; glance++) {
    await room.glance();
    // Together less than the ten seconds after which the page gives a request up.
    await time.pass(1_500);
  }
  await expect.poll(() => slow.waiting).toBe(1);
  const before = polls.started;

  await slow.release();
  await expect
    .poll(async () => {
      await time.pass(1);
      return polls.started;
    })
    .toBe(before + 1);
  expect(polls.mostAtOnce).toBe(1);
});

test('a page backs off while the server is away, and goes on trying', async ({ visit, witness }) => {
  witness.allow(SERVER_AWAY);
  const room = await visit();
  const time = await stoppedClock(room.page);
  await room.open();
  await time.connect(room);
  const polls = countRequests(room.page, POLLS);
  await room.page.route(/\/api\/changes/, (route) => route.abort());

  // At the usual pace, ten minutes would bring 120 polls.
  for (let second = 0; second < 600; second += 5) await time.pass(5_000);
  expect(polls.started).toBeGreaterThan(15);
  expect(polls.started).toBeLessThan(50);

  await room.page.unroute(/\/api\/changes/);
  await expect(async () => {
    await time.pass(5_000);
    await expect(room.offlineBar).toBeHidden({ timeout: 100 });
  }).toPass({ timeout: 5_000 });
});
