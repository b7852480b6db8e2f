import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { refused } from '../../test/fake-server.ts';
import { ALICE, BOB, CAROL, directRoom, plans, roomsDesk, someone } from '../../test/rooms-desk.ts';
import { openSwitcher } from './switcher.ts';

type Options = Parameters<typeof roomsDesk>[0];

const CLOSED_AT = '2026-11-20T11:00:00.000Z';
const LAST = { id: 'last', author: 'bob', excerpt: 'Hello', created_at: CLOSED_AT };

async function open(options: Options = {}) {
  const given = await roomsDesk(options);
  const made: string[] = [];
  openSwitcher(given.desk, (title) => made.push(title));
  return { ...given, made };
}

const field = page.getByRole('combobox', { name: 'Find a room or person' });
const option = (name: string | RegExp) => page.getByRole('option', { name });
const sheet = () => document.querySelector('dialog.switcher');
const alert = () => document.querySelector('.overlay__trouble')?.textContent;

function titles() {
  return [...document.querySelectorAll('.switcher__title')].map(({ textContent }) => textContent);
}

/** What the screen reader is told that the keys stand on. */
function pointed() {
  const id = field.element().getAttribute('aria-activedescendant');
  const selected = [...document.querySelectorAll('[aria-selected]')];
  expect(selected.map((each) => each.id)).toEqual([id]);
  return selected[0]?.querySelector('.switcher__title')?.textContent;
}

test('rooms with news stand first, then one’s own, those of others, closed ones, and people to write to', async () => {
  await open({
    rooms: [
      aRoom({ name: 'old', title: 'Old', closed_at: CLOSED_AT, position: 1 }),
      aRoom({ name: 'lunch', title: 'Lunch', is_member: false, position: 2 }),
      aRoom({ position: 3 }),
      plans({ position: 4, unread: 3, last_message: LAST }),
      directRoom([ALICE, BOB]),
    ],
  });
  expect(titles()).toEqual(['Plans', 'General', 'bob', 'Lunch', 'Old', 'carol']);
  await expect.element(option('Plans 3 unread')).toBeVisible();
  await expect.element(option(/^Lunch\s?Not joined$/)).toBeVisible();
  await expect.element(option(/^Old\s?Closed$/)).toBeVisible();
  await expect.element(option(/carol\s?Write directly$/)).toBeVisible();
});

test('nobody is offered who cannot be written to, and a room of three leaves its people on offer', async () => {
  const people = [
    someone(ALICE, 'alice'),
    someone(BOB, 'bob'),
    someone(CAROL, 'carol'),
    someone('mallory', 'mallory', { state: 'suspended' }),
  ];
  await open({ people, rooms: [aRoom(), directRoom([ALICE, BOB, CAROL])] });
  expect(titles()).toEqual(['General', 'bob, carol', 'bob', 'carol']);
});

test('a guest finds rooms, and neither writes to people nor makes a room', async () => {
  await open({ viewer: { id: ALICE, name: 'alice', role: 'guest' } });
  expect(titles()).toEqual(['General']);
  await field.fill('harbour');
  await expect.poll(alert).toBe('Nothing goes by that name.');
  await expect.element(field).toHaveAttribute('aria-expanded', 'false');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(sheet(), 'there is nowhere to go').not.toBeNull();
  await field.fill('gen');
  await expect.element(field).toHaveAttribute('aria-expanded', 'true');
  expect(alert()).toBe('');
});

test('where nobody signs in, rooms are found and made, and there are no people', async () => {
  await open({ viewer: null });
  expect(titles()).toEqual(['General']);
  await field.fill('harbour');
  expect(titles()).toEqual(['Make the room “harbour”']);
  expect(alert()).toBe('Nothing goes by that name.');
});

test('arrow keys go round through what was found, and Enter goes there', async () => {
  const { went } = await open({ rooms: [aRoom(), plans()] });
  expect(pointed()).toBe('General');
  await userEvent.keyboard('{ArrowUp}');
  expect(pointed()).toBe('carol');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(pointed()).toBe('Plans');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => went).toEqual(['plans']);
  await expect.poll(sheet).toBeNull();
});

test('what is typed begins at the first again', async () => {
  const { went } = await open({ rooms: [aRoom(), plans()] });
  await userEvent.keyboard('{ArrowDown}{ArrowDown}pl');
  expect(pointed()).toBe('Plans');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => went).toEqual(['plans']);
});

test('Enter that ends the composing of a word goes nowhere', async () => {
  const { went } = await open();
  const enter = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
  const isLeftToTheEditor = field.element().dispatchEvent(new KeyboardEvent('keydown', enter));
  expect(isLeftToTheEditor).toBe(true);
  await userEvent.keyboard('{ArrowDown}');
  expect(sheet()).not.toBeNull();
  expect(went).toEqual([]);
});

test('the pointer takes the keys along, and a click goes there', async () => {
  const { went } = await open({ rooms: [aRoom(), plans()] });
  await option(/^Plans/).hover();
  await expect.poll(pointed).toBe('Plans');
  await option(/^Plans/).click();
  await expect.poll(() => went).toEqual(['plans']);
});

test('a click between what was found chooses nothing', async () => {
  const { went } = await open();
  const list = document.querySelector<HTMLElement>('.switcher__list');
  if (list !== null) list.style.paddingBlockEnd = '40px';
  const { height = 0 } = list?.getBoundingClientRect() ?? {};
  await page.getByRole('listbox').click({ position: { x: 20, y: height - 10 } });
  expect(sheet()).not.toBeNull();
  expect(pointed()).toBe('General');
  expect(went).toEqual([]);
});

test('somebody is written to in a room of their own', async () => {
  const { went, asked, rooms } = await open({
    answers: { 'POST /api/direct-rooms': directRoom([ALICE, BOB]) },
  });
  await field.fill('bob');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => went).toEqual(['dm-1']);
  expect(asked).toEqual([`POST /api/direct-rooms {"people":["${BOB}"]}`]);
  expect(rooms.find('dm-1')).toBeDefined();
});

test('it stays open, and says why, where somebody cannot be written to', async () => {
  const { went, said } = await open({
    answers: { 'POST /api/direct-rooms': refused('person_not_found', 'Bob has left.') },
  });
  await field.fill('bob');
  await userEvent.keyboard('{Enter}');
  await expect.poll(alert).toBe('Bob has left.');
  expect(said).toEqual(['Bob has left.']);
  expect(went).toEqual([]);
  await field.fill('gen');
  expect(alert()).toBe('');
});

test('whoever is impatient asks for one room all the same', async () => {
  const { went, asked } = await open({ answers: { 'POST /api/direct-rooms': directRoom([ALICE, BOB]) } });
  await field.fill('bob');
  const enter = () => new KeyboardEvent('keydown', { key: 'Enter', bubbles: true });
  field.element().dispatchEvent(enter());
  field.element().dispatchEvent(enter());
  await expect.poll(() => went).toEqual(['dm-1']);
  expect(asked).toHaveLength(1);
});

test('whoever closes it before the server has answered stays where they are', async () => {
  const { went, rooms } = await open({ answers: { 'POST /api/direct-rooms': directRoom([ALICE, BOB]) } });
  await field.fill('bob');
  field.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  document.querySelector<HTMLDialogElement>('dialog.switcher')?.close();
  await expect.poll(() => rooms.find('dm-1')).toBeDefined();
  await expect.poll(sheet).toBeNull();
  expect(went).toEqual([]);
});

test('a room that is not there is made by its title, and one that is there is not', async () => {
  const { made } = await open();
  await field.fill('general');
  expect(titles()).toEqual(['General']);
  await field.fill(' Harbour ');
  expect(titles()).toEqual(['Make the room “Harbour”']);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(() => made).toEqual(['Harbour']);
});

test('it opens once, closes beside itself, and gives the focus back', async () => {
  const { desk, opener } = await open();
  openSwitcher(desk, () => undefined);
  expect(document.querySelectorAll('dialog.switcher')).toHaveLength(1);
  await page.getByRole('dialog').click({ position: { x: -10, y: 10 }, force: true });
  await expect.poll(sheet).toBeNull();
  expect(document.activeElement).toBe(opener);
});

test('it goes with the page', async () => {
  const { leave } = await open();
  leave();
  expect(sheet()).toBeNull();
});

test('after a slip of the finger, Enter makes no room before the offer was gone to', async () => {
  const { made } = await open();
  await field.fill('genral');
  expect(titles()).toEqual(['Make the room “genral”']);
  expect(field.element().getAttribute('aria-activedescendant')).toBeNull();
  await userEvent.keyboard('{Enter}');
  expect(sheet()).not.toBeNull();
  await userEvent.keyboard('{ArrowUp}{Enter}');
  await expect.poll(() => made).toEqual(['genral']);
});

test('a guest is found, and shown rather than written to', async () => {
  const people = [someone(ALICE, 'alice'), someone(BOB, 'bob', { role: 'guest' })];
  const { met, asked } = await open({ people });
  await option(/bob\s?Guest, reads only$/).click();
  await expect.poll(() => met).toEqual([BOB]);
  expect(asked).toEqual([]);
});
