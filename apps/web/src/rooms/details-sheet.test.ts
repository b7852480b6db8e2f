import type { Role } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { refused } from '../../test/fake-server.ts';
import { ALICE, aRoom, BOB, CAROL, directRoom, plans, roomsDesk, someone } from '../../test/rooms-desk.ts';
import { openDetailsSheet } from './details-sheet.ts';

type Options = Parameters<typeof roomsDesk>[0];

const CLOSED_AT = '2026-11-20T11:00:00.000Z';

async function open(name: string, options: Options) {
  const given = await roomsDesk(options);
  openDetailsSheet(given.desk, name);
  return given;
}

const as = (role: Role) => ({ id: ALICE, name: 'alice', role });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const sheet = () => document.querySelector('dialog.details');
const words = () => [...document.querySelectorAll('.details__page > p')].map((each) => each.textContent);
const actions = () =>
  [...document.querySelectorAll('.details__actions button')].map((each) => each.textContent);

test('an open room says what it is for, who reads it, and that it is closed', async () => {
  const { rooms } = await open('lunch', {
    rooms: [aRoom({ name: 'lunch', title: 'Lunch', description: 'Food' })],
  });
  await expect.element(page.getByRole('dialog', { name: 'Lunch' })).toBeVisible();
  const facts = [
    'An open room: everyone here can read it and write in it.',
    'What is written here goes into the repository.',
  ];
  expect(words()).toEqual(['Food', ...facts]);
  rooms.apply([{ type: 'room', room: aRoom({ name: 'lunch', in_repository: false, closed_at: CLOSED_AT }) }]);
  expect(words()).toEqual([
    'An open room: everyone here can read it and write in it. It is closed: it can be read, and nothing more is written in it.',
  ]);
});

test('a direct room is for those in it for good, and nobody changes or leaves it', async () => {
  await open('dm-1', { rooms: [directRoom([ALICE, BOB], { is_yours: true })] });
  await expect.element(page.getByRole('dialog', { name: 'bob' })).toBeVisible();
  expect(words()).toEqual([
    'Only those who are in it see it, for good.',
    'What is written here stays on this server, and out of the repository.',
  ]);
  expect(actions()).toEqual([]);
  expect(button('Write to bob').query()).toBeNull();
});

test('who is in a room is said, with who is here now and who is gone', async () => {
  const { sync } = await open('plans', { rooms: [plans({ people: [ALICE, BOB, 'gone'] })] });
  sync.set({ present: [ALICE, BOB] });
  const told = (at: number) => () => document.querySelectorAll('.details__person')[at]?.textContent;
  await expect.poll(told(0)).toMatch(/alice\s*you$/);
  await expect.poll(told(1)).toMatch(/bob\s*here now/);
  await expect.poll(told(2)).toMatch(/Somebody who left$/);
});

test('a guest of a private room sees who is in it, and may only leave', async () => {
  await open('plans', { rooms: [plans({ is_yours: false })], viewer: as('guest') });
  await expect.element(page.getByText('2 members')).toBeVisible();
  expect(actions()).toEqual(['Leave']);
  expect(button('Write to bob').query()).toBeNull();
  expect(button('Take out bob').query()).toBeNull();
});

test.for([
  {
    who: 'whoever runs an open room',
    room: { is_yours: true },
    may: ['Rename or describe', 'Close the room', 'Invite people', 'Leave'],
  },
  { who: 'whoever is in an open room of others', room: {}, may: ['Leave'] },
  { who: 'whoever is not in an open room', room: { is_member: false }, may: ['Join'] },
  { who: 'whoever is not in a closed one', room: { is_member: false, closed_at: CLOSED_AT }, may: [] },
  {
    who: 'whoever runs a closed one',
    room: { is_yours: true, is_member: false, closed_at: CLOSED_AT },
    may: ['Rename or describe', 'Open it again'],
  },
  {
    who: 'whoever runs the first room',
    room: { name: 'general', is_yours: true },
    may: ['Rename or describe', 'Invite people'],
  },
])('$who may do what is theirs', async ({ room, may }) => {
  const lunch = aRoom({ name: 'lunch', title: 'Lunch', ...room });
  await open(lunch.name, { rooms: [lunch] });
  expect(actions()).toEqual(may);
});

test('a guest does not join by themselves', async () => {
  await open('lunch', { rooms: [aRoom({ name: 'lunch', is_member: false })], viewer: as('guest') });
  expect(actions()).toEqual([]);
});

test('where nobody signs in, everybody runs the rooms and nobody is in them', async () => {
  await open('lunch', { rooms: [aRoom({ name: 'lunch', is_yours: true })], viewer: null });
  expect(actions()).toEqual(['Rename or describe', 'Close the room']);
});

test('an open room is joined from here', async () => {
  const lunch = aRoom({ name: 'lunch', is_member: false });
  await open('lunch', {
    rooms: [lunch],
    answers: { 'POST /api/rooms/lunch/join': { ...lunch, is_member: true } },
  });
  await button('Join').click();
  await expect.poll(actions).toEqual(['Leave']);
});

test('a room that cannot be joined says so', async () => {
  const { said } = await open('lunch', {
    rooms: [aRoom({ name: 'lunch', is_member: false })],
    answers: { 'POST /api/rooms/lunch/join': refused('room_closed', 'It was closed just now.') },
  });
  await button('Join').click();
  await expect.poll(() => said).toEqual(['It was closed just now.']);
  expect(actions()).toEqual(['Join']);
});

test('somebody in a room is written to in one of their own', async () => {
  const { went } = await open('plans', {
    rooms: [plans()],
    answers: { 'POST /api/direct-rooms': directRoom([ALICE, BOB]) },
  });
  await button('Write to bob').click();
  await expect.poll(() => went).toEqual(['dm-1']);
  await expect.poll(sheet).toBeNull();
});

test('whoever closes it before the server has answered stays where they are', async () => {
  const { went, rooms } = await open('plans', {
    rooms: [plans()],
    answers: { 'POST /api/direct-rooms': directRoom([ALICE, BOB]) },
  });
  (button('Write to bob').element() as HTMLElement).click();
  document.querySelector<HTMLDialogElement>('dialog.details')?.close();
  await expect.poll(() => rooms.find('dm-1')).toBeDefined();
  await expect.poll(sheet).toBeNull();
  expect(went).toEqual([]);
});

test('why somebody cannot be written to is said, once however often it is tried', async () => {
  const { said, went } = await open('plans', {
    rooms: [plans()],
    answers: { 'POST /api/direct-rooms': refused('person_not_found', 'Bob has left.') },
  });
  await button('Write to bob').click();
  await expect.poll(() => said).toHaveLength(1);
  await button('Write to bob').click();
  await expect.poll(() => said).toEqual(['Bob has left.', 'Bob has left.']);
  expect(page.getByText('Bob has left.').elements()).toHaveLength(1);
  expect(went).toEqual([]);
});

test('what changes meanwhile leaves the focus with the same person’s button', async () => {
  const { sync } = await open('plans', { rooms: [plans({ people: [ALICE, CAROL, BOB] })] });
  (button('Write to bob').element() as HTMLElement).focus();
  sync.set({ present: [CAROL] });
  await expect.element(page.getByText('here now')).toBeVisible();
  await expect.element(button('Write to bob')).toHaveFocus();
});

test('what changes meanwhile brings the focus to the way out where its button is gone', async () => {
  const { rooms } = await open('plans', { rooms: [plans({ people: [ALICE, CAROL, BOB] })] });
  (button('Write to bob').element() as HTMLElement).focus();
  rooms.apply([{ type: 'room', room: plans({ people: [ALICE, CAROL] }) }]);
  await expect.element(button('Close')).toHaveFocus();
});

test('what stays as it is keeps its elements', async () => {
  const { people } = await open('plans', { rooms: [plans()] });
  const before = button('Write to bob').element();
  people.set([...people.get()]);
  expect(button('Write to bob').element()).toBe(before);
  people.set([...people.get(), someone('dave', 'dave')]);
  expect(button('Write to bob').element()).not.toBe(before);
});

test('it closes when the room is gone, and is not opened for a room that is not there', async () => {
  const { desk, rooms, opener } = await open('plans', { rooms: [plans()] });
  rooms.apply([{ type: 'room_gone', name: 'plans' }]);
  await expect.poll(sheet).toBeNull();
  expect(document.activeElement).toBe(opener);
  openDetailsSheet(desk, 'plans');
  expect(sheet()).toBeNull();
});

test('it opens once, and closes by its cross, beside itself, and with the page', async () => {
  const { desk, leave } = await open('general', {});
  openDetailsSheet(desk, 'general');
  expect(document.querySelectorAll('dialog.details')).toHaveLength(1);
  await button('Close').click();
  await expect.poll(sheet).toBeNull();
  openDetailsSheet(desk, 'general');
  await page.getByRole('dialog').click({ position: { x: -10, y: 10 }, force: true });
  await expect.poll(sheet).toBeNull();
  openDetailsSheet(desk, 'general');
  await userEvent.keyboard('{Escape}');
  await expect.poll(sheet).toBeNull();
  openDetailsSheet(desk, 'general');
  leave();
  expect(sheet()).toBeNull();
});
