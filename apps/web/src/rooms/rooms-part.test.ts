import type { Person, Room } from '@bookchat/shared';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { openPage } from '../../test/open-page.ts';
import { startPageServer } from '../../test/page-server.ts';

const ALICE = '01931e2f-7c1a-7cc3-98c4-000000000001';
const BOB = '01931e2f-7c1a-7cc3-98c4-000000000002';
const CAROL = '01931e2f-7c1a-7cc3-98c4-000000000003';
const VIEWER = { id: ALICE, name: 'alice', role: 'member' } as const;

const person = (id: string, name: string): Person => ({
  id,
  name,
  role: 'member',
  state: 'active',
  status_text: '',
  time_zone: null,
  avatar: null,
  created_at: '2026-11-01T09:00:00.000Z',
});

const PLANS = aRoom({
  name: 'plans',
  title: 'Plans',
  kind: 'private',
  position: 2,
  in_repository: false,
  is_yours: true,
  people: [ALICE, BOB],
});
const WITH_BOB = aRoom({
  name: 'dm-1',
  title: '',
  kind: 'direct',
  in_repository: false,
  people: [ALICE, BOB],
});

/** A page of somebody who is signed in, whose server says this of rooms. */
async function open(rooms: readonly Room[], room: string | null = null) {
  const server = await startPageServer();
  const asked: string[] = [];
  const answers = new Map<string, () => unknown>([
    ['GET /api/rooms', () => ({ rooms })],
    [
      'GET /api/people',
      () => ({ people: [person(ALICE, 'alice'), person(BOB, 'bob'), person(CAROL, 'carol')] }),
    ],
  ]);
  server.intercept((request) => {
    const { pathname, searchParams } = new URL(request.url);
    const key = `${request.method} ${pathname}`;
    if (request.method !== 'GET') asked.push(key);
    if (pathname === '/api/messages' && searchParams.get('room') !== 'general')
      return Response.json({ messages: [], has_more: false });
    const answer = answers.get(key);
    return answer === undefined ? undefined : Response.json(answer());
  });
  const opened = openPage(server, { viewer: VIEWER, room });
  await expect.element(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await expect
    .poll(() => document.querySelectorAll('.room-entry').length)
    .toBe(rooms.filter(({ is_member, name }) => is_member || name === room).length);
  return { ...opened, asked, answers };
}

const link = (title: string) => page.getByRole('link', { name: new RegExp(title) });

test('rooms stand by kind, and a direct one goes by the person and says that they are here', async () => {
  const { chat } = await open([aRoom({}), PLANS, WITH_BOB]);
  await expect.element(link('bob')).toBeVisible();
  const headings = [...document.querySelectorAll('.room-list h2')].map(({ textContent }) => textContent);
  expect(headings).toEqual(['Rooms', 'Private', 'Direct']);
  vi.spyOn(chat.sync, 'get').mockReturnValue({ ...chat.sync.get(), present: [ALICE, BOB] });
  chat.people.set([...chat.people.get()]);
  await expect.element(page.getByText('here now')).toBeInTheDocument();
  expect((await axe.run(document.body)).violations).toEqual([]);
});

test('a private room says whether it goes into the repository, and whoever runs it may change that', async () => {
  const { asked, answers } = await open([aRoom({}), PLANS], 'plans');
  await expect.element(page.getByText(/stays on this server, and out of the repository\.$/)).toBeVisible();
  answers.set('PATCH /api/rooms/plans', () => ({ ...PLANS, in_repository: true }));
  await userEvent.click(page.getByRole('button', { name: 'Plans' }));
  await userEvent.click(page.getByRole('button', { name: 'Put it into the repository' }));
  await userEvent.click(page.getByRole('button', { name: 'Put it there' }));
  await expect
    .poll(() => document.querySelector('.repository-line')?.textContent)
    .toBe('What is written here goes into the repository.');
  expect(asked).toContain('PATCH /api/rooms/plans');
});

test('those who are here open the list of everyone, and get the focus back', async () => {
  const { chat } = await open([aRoom({})]);
  const line = page.getByRole('button', { name: 'People: alice here now' });
  await expect.element(line).toBeVisible();
  vi.spyOn(chat.sync, 'get').mockReturnValue({ ...chat.sync.get(), present: [BOB] });
  chat.people.set([...chat.people.get()]);
  const both = page.getByRole('button', { name: 'People: alice and bob here now' });
  (both.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('dialog', { name: '3 people, 2 here now' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(both).toHaveFocus();
});

test('people are invited into a private room, and taken out of it', async () => {
  const { answers, asked } = await open([aRoom({}), PLANS], 'plans');
  await userEvent.click(page.getByRole('button', { name: 'Plans' }));
  answers.set('POST /api/rooms/plans/people', () => ({ ...PLANS, people: [ALICE, BOB, CAROL] }));
  answers.set(`DELETE /api/rooms/plans/people/${BOB}`, () => ({ ...PLANS, people: [ALICE, CAROL] }));
  await userEvent.click(page.getByRole('button', { name: 'Invite people' }));
  await userEvent.click(page.getByRole('button', { name: 'Invite', exact: true }));
  await expect.element(page.getByText('Pick somebody.')).toBeVisible();
  await userEvent.click(page.getByRole('checkbox', { name: 'carol' }));
  await userEvent.click(page.getByRole('button', { name: 'Invite', exact: true }));
  await expect.element(page.getByText('3 members')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Take out bob' }));
  await userEvent.click(page.getByRole('button', { name: 'Take out', exact: true }).last());
  await expect.element(page.getByText('2 members')).toBeVisible();
  expect(asked).toEqual(expect.arrayContaining(['POST /api/rooms/plans/people']));
});

test('whoever leaves a private room is told that it is not theirs any more', async () => {
  const { answers } = await open([aRoom({}), PLANS], 'plans');
  answers.set('POST /api/rooms/plans/leave', () => null);
  await userEvent.click(page.getByRole('button', { name: 'Plans' }));
  await userEvent.click(page.getByRole('button', { name: 'Leave' }));
  await userEvent.click(page.getByRole('button', { name: 'Leave', exact: true }).last());
  await expect.element(page.getByText('“Plans” is not yours to read any more.')).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Go to the first room' })).toBeVisible();
});

test('whoever is in no room yet is told what comes next, and where to go once somebody brought them into one', async () => {
  const { chat } = await open([]);
  await expect.element(page.getByText('Nobody has brought you into a room yet.')).toBeVisible();
  await expect.element(page.getByText(/^Ask whoever invited you/)).toBeVisible();
  expect(page.getByRole('link', { name: 'Go to the first room' }).query()).toBeNull();
  expect(document.title).toMatch(/^No room yet/);
  page.getByRole('main').element().focus();
  chat.rooms.apply([{ type: 'room', room: PLANS }]);
  const way = page.getByRole('link', { name: 'Go to the first room' });
  await expect.element(way).toHaveAttribute('href', '/rooms/plans');
  await expect.element(page.getByRole('main')).toHaveFocus();
});

test('whoever sees other rooms than the one for everyone begins in the first of them', async () => {
  await open([PLANS]);
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Plans');
});

test('an open room that one has not joined is joined where one would write', async () => {
  const away = aRoom({ name: 'lunch', title: 'Lunch', is_member: false });
  const { answers } = await open([aRoom({}), away], 'lunch');
  answers.set('POST /api/rooms/lunch/join', () => ({ ...away, is_member: true }));
  await expect.element(page.getByText('Browse 1 more room')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Join the room' }));
  await expect.element(page.getByRole('textbox', { name: 'Message to Lunch' })).toBeVisible();
  await expect.element(link('Lunch')).toBeVisible();
});

test('the switcher begins to write to somebody, and says why it cannot', async () => {
  const { answers } = await open([aRoom({})]);
  answers.set('POST /api/direct-rooms', () => ({ code: 'person_not_found' }));
  await userEvent.keyboard('{Control>}k{/Control}');
  const field = page.getByRole('combobox', { name: 'Find a room or person' });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('bo');
  await expect
    .poll(() => document.querySelector('[aria-selected]')?.textContent)
    .toMatch(/^.*bob.*Write directly/);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('.switcher')).toBeNull();
});

test('a room whose order cannot be changed goes back to its place', async () => {
  const server = await startPageServer();
  for (const name of ['alpha', 'beta'])
    await server.fetch(`${server.url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  openPage(server);
  const titles = () => [...document.querySelectorAll('.room-entry__title')].map((title) => title.textContent);
  await expect.poll(() => titles().length).toBe(3);
  const before = titles();
  server.intercept((request) => {
    if (request.url.endsWith('/order')) throw new TypeError('refused');
    return undefined;
  });
  await userEvent.click(page.getByRole('button', { name: 'Change the order' }));
  await userEvent.click(page.getByRole('button', { name: `Move ${before[1]} up` }));
  await expect
    .poll(() => document.querySelector('.chat > [role=status]')?.textContent)
    .toMatch(/cannot be reached/);
  await expect.poll(titles).toEqual(before);
});

test('of a direct room the cover tells of the other, and its beginning of the two', async () => {
  await open([aRoom({}), WITH_BOB], 'dm-1');
  await expect.element(page.getByRole('banner').getByText('Away')).toBeVisible();
  await expect.element(page.getByRole('textbox', { name: 'Message to bob' })).toBeVisible();
});

test('a direct room whose other was removed keeps their name, and is only read', async () => {
  const gone = [{ id: BOB, name: 'Ben Okafor' }];
  await open([aRoom({}), { ...WITH_BOB, people: [ALICE], gone }], 'dm-1');
  await expect.element(page.getByText(/^Ben Okafor is no longer here\./)).toBeVisible();
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveAccessibleName('Ben Okafor, no longer here');
  await expect.element(page.getByRole('banner').getByText('Read only')).toBeVisible();
  expect(page.getByRole('textbox', { name: /^Message to/ }).query()).toBeNull();
});

test('of a room that is taken away nothing stays but what was not sent, to be copied', async () => {
  const { chat, draft } = await open([aRoom({}), { ...PLANS, description: 'What comes next' }], 'plans');
  await page.getByRole('textbox', { name: 'Message to Plans' }).fill('half a thought');
  expect(chat.open('plans').draft.get()).toBe('half a thought');
  chat.rooms.apply([{ type: 'room_gone', name: 'plans' }]);
  await expect.element(page.getByText('“Plans” is not yours to read any more.')).toBeVisible();
  await expect.element(page.getByText('half a thought')).toBeVisible();
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveAccessibleName('No longer your room');
  expect(page.getByText('What comes next').query()).toBeNull();
  expect(chat.open('plans').draft.get()).toBe('');
  expect(draft.get()).toBe('');
});

test('since when a private room goes into the repository is said', async () => {
  const since = { in_repository: true, repository_since: '2026-11-20T10:42:00.000Z' };
  await open([aRoom({}), { ...PLANS, ...since }], 'plans');
  await expect
    .poll(() => document.querySelector('.repository-line')?.textContent)
    .toMatch(/^What is written here goes into the repository, from 20 November.*, \d.* on\.$/);
});
