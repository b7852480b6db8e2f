import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { refused } from '../../test/fake-server.ts';
import { ALICE, BOB, CAROL, directRoom, plans, roomsDesk, someone } from '../../test/rooms-desk.ts';
import { h } from '../lib/h.ts';
import { roomsPart } from './rooms-part.ts';

const PEOPLE = [someone(ALICE, 'alice'), someone(BOB, 'bob'), someone(CAROL, 'carol')];

const ADDRESS = location.href;

afterEach(() => history.replaceState(null, '', ADDRESS));

async function open({ answers = {}, ...options }: Parameters<typeof roomsDesk>[0] = {}) {
  const given = await roomsDesk({
    ...options,
    answers: { 'GET /api/people': { people: PEOPLE }, ...answers },
  });
  const { desk, shown, fetch } = given;
  const { chat, clock, say, signal } = desk;
  const place = h('div', { class: 'place' });
  document.body.append(place);
  const written: string[] = [];
  const write = () => void written.push(shown.get());
  const part = roomsPart({ chat, shown, fetch, clock, say, write, place, signal });
  return { ...given, part, place, written };
}

const list = page.getByRole('navigation', { name: 'Rooms' });
const over = page.getByRole('dialog', { name: 'Rooms' });
const switcher = page.getByRole('combobox', { name: 'Find a room or person' });

test('where there is no room beside the conversation the list opens over it, until there is', async () => {
  const { part, place } = await open();
  await expect.element(list).not.toBeInTheDocument();
  part.openList();
  await expect.element(over.getByRole('link', { name: /General/ })).toHaveFocus();
  part.stand();
  await expect.element(over).not.toBeInTheDocument();
  expect(place.contains(list.element())).toBe(true);
});

test('whoever goes to a room finds the list closed, and the address is the room’s', async () => {
  const { part, written } = await open({ rooms: [aRoom(), plans()] });
  part.openList();
  part.openSwitcher();
  await switcher.fill('plans');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => location.pathname).toBe('/rooms/plans');
  await expect.element(over).not.toBeInTheDocument();
  expect(written, 'the page itself goes on from there').toEqual([]);
});

test('whoever goes to the room that is open writes on', async () => {
  const { part, written } = await open();
  part.openSwitcher();
  await expect.element(switcher).toHaveFocus();
  await expect.element(page.getByRole('option', { name: /General/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => written).toEqual(['general']);
});

test('a room that is not found is made under the name that was typed', async () => {
  const { part } = await open({
    answers: { 'POST /api/rooms': aRoom({ name: 'harbour', title: 'Harbour' }) },
  });
  part.openSwitcher();
  await switcher.fill('Harbour');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(page.getByRole('textbox', { name: 'What it is called' })).toHaveValue('Harbour');
  await page.getByRole('button', { name: 'Make the room' }).click();
  await expect.poll(() => location.pathname).toBe('/rooms/harbour');
});

test('a room is made from the list, and begins without a name', async () => {
  const { part } = await open();
  part.stand();
  await page.getByRole('button', { name: 'Make a room' }).click();
  await expect.element(page.getByRole('textbox', { name: 'What it is called' })).toHaveValue('');
});

test('everybody is seen, with who is here, and is written to', async () => {
  const { part, sync } = await open({ answers: { 'POST /api/direct-rooms': directRoom([ALICE, BOB]) } });
  sync.set({ present: [ALICE] });
  part.openPeople();
  await expect.element(page.getByRole('dialog', { name: '3 people, 1 here now' })).toBeVisible();
  sync.set({ present: [ALICE, BOB] });
  await expect.element(page.getByRole('dialog', { name: '3 people, 2 here now' })).toBeVisible();
  await page.getByRole('button', { name: /^bob/ }).click();
  await page.getByRole('button', { name: /^(Write|Message)/ }).click();
  await expect.poll(() => location.pathname).toBe('/rooms/dm-1');
});

test('a guest sees everybody and writes to nobody', async () => {
  const { part } = await open({ viewer: { id: ALICE, name: 'alice', role: 'guest' } });
  part.openPeople();
  await page.getByRole('button', { name: /^bob/ }).click();
  await expect.element(page.getByRole('dialog', { name: 'bob', exact: true })).toBeVisible();
  expect(page.getByRole('button', { name: /^(Write|Message)/ }).query()).toBeNull();
});

test('where nobody signs in there is nobody to see', async () => {
  const { part, asked } = await open({ viewer: null });
  part.openPeople();
  part.openDetails();
  await expect.element(page.getByRole('dialog', { name: 'General' })).toBeVisible();
  expect(document.querySelectorAll('dialog[open]')).toHaveLength(1);
  expect(asked).toEqual([]);
});

test('a room that cannot be joined says why', async () => {
  const { part, said } = await open({
    answers: { 'POST /api/rooms/general/join': refused('room_closed', 'It is closed.') },
  });
  part.join('general');
  await expect.poll(() => said).toEqual(['It is closed.']);
});

test('what comes after the page is left does not open any more', async () => {
  const { part, leave } = await open();
  part.openDetails();
  leave();
  await import('./details-sheet.ts');
  expect(document.querySelector('dialog')).toBeNull();
});

test('people to write to, more rooms, and who somebody is are shown when they are asked for', async () => {
  const lunch = aRoom({ name: 'lunch', title: 'Lunch', is_member: false });
  const { part } = await open({ rooms: [aRoom(), lunch] });
  part.stand();
  const close = async (name: string) => {
    await expect.element(page.getByRole('dialog', { name })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog', { name })).not.toBeInTheDocument();
  };
  await page.getByRole('button', { name: 'Write directly' }).click();
  await close('Write directly');
  await page.getByRole('button', { name: 'Browse 1 more room' }).click();
  await close('More rooms');
  part.meet(BOB);
  await close('bob');
});

test('where nobody has an account nobody is shown', async () => {
  const { part } = await open({ viewer: null });
  part.meet(BOB);
  part.openPeople();
  expect(document.querySelector('dialog[open]')).toBeNull();
});
