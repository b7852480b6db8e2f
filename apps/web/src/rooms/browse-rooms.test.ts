import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { ALICE, plans, roomsDesk } from '../../test/rooms-desk.ts';
import { openBrowsing } from './browse-rooms.ts';

type Options = Parameters<typeof roomsDesk>[0];

const CLOSED_AT = '2026-11-20T11:00:00.000Z';

async function open(options: Options = {}) {
  const given = await roomsDesk(options);
  openBrowsing(given.desk);
  return given;
}

const button = (name: string) => page.getByRole('button', { name });
const rows = () => [...document.querySelectorAll('.browse__words')].map((each) => each.textContent);
const lunch = aRoom({ name: 'lunch', title: 'Lunch', description: 'Food', is_member: false, members: 3 });

test('the rooms that were not joined say what they are for and how many are in them', async () => {
  await open({
    rooms: [
      aRoom(),
      lunch,
      aRoom({ name: 'tea', title: 'Tea', is_member: false, members: 0 }),
      aRoom({ name: 'old', is_member: false, closed_at: CLOSED_AT }),
      plans(),
    ],
  });
  await expect.element(page.getByRole('dialog', { name: 'More rooms' })).toBeVisible();
  expect(rows()).toEqual(['LunchFood3 members', 'TeaNobody has joined yet']);
});

test('a room is joined from here, and opened then', async () => {
  const { went } = await open({
    rooms: [aRoom(), lunch],
    answers: { 'POST /api/rooms/lunch/join': { ...lunch, is_member: true, members: 4 } },
  });
  await button('Join Lunch').click();
  await expect.element(button('Open Lunch')).toHaveFocus();
  expect(rows()).toEqual(['LunchFood4 members']);
  await button('Open Lunch').click();
  expect(went).toEqual(['lunch']);
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
});

test('a room can be read before it is joined', async () => {
  const { went } = await open({ rooms: [aRoom(), lunch] });
  await page.getByRole('link', { name: 'Lunch' }).click();
  expect(went).toEqual(['lunch']);
});

test('a guest joins none, and a name that is none is found nowhere', async () => {
  const many = Array.from({ length: 9 }, (_, at) =>
    aRoom({ name: `room-${at}`, title: `Room ${at}`, is_member: false }),
  );
  await open({ rooms: many, viewer: { id: ALICE, name: 'alice', role: 'guest' } });
  expect(button('Join Room 1').query()).toBeNull();
  const search = page.getByRole('searchbox', { name: 'Find a room' });
  await search.fill('room 7');
  expect(rows()).toHaveLength(1);
  await search.fill('zzz');
  await expect.element(page.getByText('No room is called so.')).toBeVisible();
});

test('where all have been joined, it says so', async () => {
  await open();
  await expect.element(page.getByText('You have joined every open room.')).toBeVisible();
});
