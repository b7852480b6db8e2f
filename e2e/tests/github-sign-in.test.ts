import { expect, test } from '../fixtures/github-people.ts';
import { AccountMenu } from '../pages/account-pages.ts';
import { RoomPage } from '../pages/room-page.ts';

const ADA = { id: 7, login: 'ada', role: 'write' } as const;
const MALLORY = { id: 8, login: 'mallory' } as const;
const NOT_ALLOWED = /^Your account on GitHub is not among those that may come in here/;

test('a collaborator signs in with GitHub, writes as the person they are there, and comes back', async ({
  owner,
  knock,
  github,
}) => {
  github.setAccounts([ADA]);
  github.setBrowser('ada');
  const door = await knock();
  await door.page.goto('/');
  await expect(door.page.getByText('For everybody who works on the repository of this chat.')).toBeVisible();
  await door.githubLink.click();
  const room = new RoomPage(door.page);
  await room.say('hello from GitHub');
  await expect(room.message('hello from GitHub').dom).toHaveClass(/message--own/);
  expect(new URL(door.page.url())).toMatchObject({ pathname: '/', search: '', hash: '' });

  await owner.room.glance();
  await expect(owner.room.message('hello from GitHub').author).toHaveText('ada');

  const menu = new AccountMenu(door.page);
  await menu.signOut();
  await expect(door.notice).toHaveText('You are signed out.');
  await door.githubLink.click();
  await expect(room.message('hello from GitHub').dom).toHaveClass(/message--own/);
});

test('whoever is none is told so in plain words, and signs in another way', async ({
  owner,
  knock,
  github,
}) => {
  github.setAccounts([ADA, MALLORY]);
  github.setBrowser('mallory');
  const door = await knock();
  await door.page.goto('/');
  await door.githubLink.click();
  await expect(door.notice).toHaveText(NOT_ALLOWED);
  await expect(door.heading).toHaveText('Sign in');
  expect(new URL(door.page.url()).hash, 'what was said is said once').toBe('');
  await door.page.goBack();
  await expect(door.heading).toHaveText('Sign in');

  await door.signIn(owner.who);
  await new RoomPage(door.page).composer.waitFor();
});

test('whoever cancels at GitHub stands before the sign-in again, and may think better of it', async ({
  owner,
  knock,
  github,
}) => {
  await owner.room.composer.waitFor();
  github.setAccounts([ADA]);
  github.setBrowser(null);
  const door = await knock();
  await door.page.goto('/');
  await door.githubLink.click();
  await expect(door.notice).toHaveText('You did not let GitHub say who you are. Nothing was done.');

  github.setBrowser('ada');
  await door.githubLink.click();
  await new RoomPage(door.page).composer.waitFor();
});

test('a way back that this browser did not begin leads into nobody’s account', async ({
  owner,
  knock,
  server,
  github,
}) => {
  await owner.room.composer.waitFor();
  github.setAccounts([ADA]);
  github.setBrowser('ada');
  const door = await knock();
  const begin = await fetch(`${server.url}/api/github/start`, { redirect: 'manual' });
  const back = await fetch(begin.headers.get('location') ?? '', { redirect: 'manual' });
  await door.page.goto(back.headers.get('location') ?? '');
  await expect(door.notice).toHaveText('That took too long, or was begun in another browser. Try it again.');

  await door.page.goto(`/api/github/start`);
  await new RoomPage(door.page).composer.waitFor();
});

test('whoever is removed on GitHub is out here at the next look, and in again with their right', async ({
  owner,
  knock,
  github,
  askGithubAgain,
  witness,
}) => {
  witness.allow(/status of 401/);
  github.setAccounts([ADA]);
  github.setBrowser('ada');
  const door = await knock();
  await door.page.goto('/');
  await door.githubLink.click();
  const room = new RoomPage(door.page);
  await room.say('before');

  github.setAccounts([{ id: ADA.id, login: ADA.login }]);
  await askGithubAgain();
  await room.glance();
  await expect(door.heading).toHaveText('Sign in');
  await door.githubLink.click();
  await expect(door.notice).toHaveText(NOT_ALLOWED);
  await owner.room.glance();
  await expect(owner.room.message('before').dom).toBeVisible();

  github.setAccounts([ADA]);
  await door.githubLink.click();
  await expect(room.message('before').dom).toHaveClass(/message--own/);
});
