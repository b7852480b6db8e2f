import type { Role } from '@bookchat/shared';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { ALICE, BOB, directRoom, plans, roomsDesk, someone } from '../../test/rooms-desk.ts';
import { roomList } from './room-list.ts';

type Options = Parameters<typeof roomsDesk>[0];

const CLOSED_AT = '2026-11-20T11:00:00.000Z';
const as = (role: Role) => ({ id: ALICE, name: 'alice', role });

afterEach(() => void vi.restoreAllMocks());

/** `arrange` answers as the server does; what was asked for is in `arranged`. */
async function open({
  arrange = async () => true,
  ...options
}: Options & { arrange?: () => Promise<boolean> }) {
  const given = await roomsDesk(options);
  const done: string[] = [];
  const arranged: string[][] = [];
  const list = roomList(given.desk, {
    find: () => void done.push('find'),
    make: () => void done.push('make'),
    meet: () => void done.push('meet'),
    write: () => void done.push('write'),
    browse: () => void done.push('browse'),
    arrange: (names) => {
      arranged.push(names);
      return arrange();
    },
  });
  document.body.append(list.dom);
  return { ...given, done, arranged };
}

/** Four open rooms, named and placed alike; the last is closed. */
function alphabet(order = 'abcd') {
  return [...order].map((name, at) =>
    aRoom({ name, title: name.toUpperCase(), position: at + 1, closed_at: name === 'd' ? CLOSED_AT : null }),
  );
}

const titles = () => [...document.querySelectorAll('.room-entry__title')].map((each) => each.textContent);
const link = (name: string) => document.querySelector<HTMLElement>(`a[href="/rooms/${name}"]`);
const button = (name: string) => page.getByRole('button', { name });

test('arrow keys go from room to room, through all kinds, and stop at the ends', async () => {
  await open({ rooms: [aRoom(), plans(), directRoom([ALICE, BOB])] });
  link('general')?.focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(link('general'));
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(document.activeElement).toBe(link('dm-1'));
  await userEvent.keyboard('{ArrowUp}x');
  expect(document.activeElement).toBe(link('plans'));
});

test('arrow keys on what is no room do nothing', async () => {
  await open({});
  const people = button('People').element() as HTMLElement;
  people.focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(people);
});

test('Alt with an arrow moves a room, which keeps the focus, and says so', async () => {
  const { arranged, said } = await open({ rooms: alphabet(), viewer: as('admin') });
  link('c')?.focus();
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(titles()).toEqual(['A', 'C', 'B', 'D']);
  expect(document.activeElement).toBe(link('c'));
  expect(said).toEqual(['C moved up.']);
  expect(arranged).toEqual([['a', 'c', 'b', 'd']]);
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(titles()).toEqual(['A', 'B', 'C', 'D']);
  expect(said[1]).toBe('C moved down.');
});

test('a room at the end, a closed one and a direct one are not moved', async () => {
  const rooms = [...alphabet(), directRoom([ALICE, BOB]), directRoom([ALICE], { name: 'dm-2' })];
  const { arranged, said } = await open({ rooms, viewer: as('owner') });
  const before = titles();
  for (const name of ['c', 'd', 'dm-1']) {
    link(name)?.focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  }
  expect(titles()).toEqual(before);
  expect([arranged, said]).toEqual([[], []]);
});

test('whoever may not arrange rooms only steps with Alt as well', async () => {
  const { arranged } = await open({ rooms: alphabet() });
  expect(button('Change the order').query()).toBeNull();
  link('a')?.focus();
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(document.activeElement).toBe(link('b'));
  expect(arranged).toEqual([]);
});

test('an order that another asks for later is shown', async () => {
  const { rooms } = await open({ rooms: alphabet('abc'), viewer: as('admin') });
  link('c')?.focus();
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(titles()).toEqual(['A', 'C', 'B']);
  for (const order of ['acb', 'cba']) {
    rooms.apply(alphabet(order).map((room) => ({ type: 'room', room })));
    expect(titles()).toEqual([...order.toUpperCase()]);
  }
});

test('an order that was asked for stands while other things change', async () => {
  const { rooms } = await open({ rooms: alphabet('abc'), viewer: as('admin') });
  link('c')?.focus();
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  rooms.apply([{ type: 'room', room: aRoom({ name: 'b', title: 'Bees', position: 2 }) }]);
  expect(titles()).toEqual(['A', 'C', 'Bees']);
});

test('an order that the server does not take is given up', async () => {
  const { said } = await open({ rooms: alphabet('abc'), viewer: as('admin'), arrange: async () => false });
  link('c')?.focus();
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(said).toEqual(['C moved up.']);
  await expect.poll(titles).toEqual(['A', 'B', 'C']);
});

test('rooms stand to be moved until that is done', async () => {
  await open({ rooms: alphabet(), viewer: as('admin') });
  expect(button('Move A down').query()).toBeNull();
  await button('Change the order').click();
  await expect.element(button('Move A up')).toHaveAttribute('aria-disabled', 'true');
  await expect.element(button('Move C down')).toHaveAttribute('aria-disabled', 'true');
  expect(button('Move D up').query(), 'a closed one').toBeNull();
  await button('Done').click();
  await expect.element(button('Move A down')).not.toBeInTheDocument();
});

test('with one room of each kind there is no order to change', async () => {
  await open({ rooms: [aRoom(), plans(), directRoom([ALICE, BOB])], viewer: as('admin') });
  expect(button('Change the order').query()).toBeNull();
});

test('everything to be done is done from here', async () => {
  const others = ['lunch', 'dinner'].map((name) => aRoom({ name, is_member: false }));
  const { done } = await open({ rooms: [aRoom(), ...others] });
  await button('Find a room or person').click();
  await button('Make a room').click();
  await button('People').click();
  await button('Browse 2 more rooms').click();
  await button('Write directly').click();
  expect(done).toEqual(['find', 'make', 'meet', 'browse', 'write']);
});

test('a guest makes no rooms, and without accounts there are no people to see', async () => {
  await open({ viewer: as('guest') });
  expect(button('Make a room').query()).toBeNull();
  expect(button('Write directly').query()).toBeNull();
  await expect.element(button('People')).toBeVisible();
  document.querySelector('.room-list')?.remove();
  await open({ viewer: null });
  await expect.element(button('Make a room')).toBeVisible();
  expect(button('People').query()).toBeNull();
});

test('keys are named as on the reader’s keyboard', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)');
  await open({});
  expect(document.querySelector('kbd')?.textContent).toBe('⌘K');
});

test('a closed room, a blank one and one whose last message is hidden say so or nothing', async () => {
  const hidden = { id: 'last', author: 'bob', excerpt: '', created_at: CLOSED_AT };
  await open({
    rooms: [
      aRoom(),
      aRoom({ name: 'old', closed_at: CLOSED_AT }),
      plans({ last_message: hidden }),
      directRoom([ALICE, BOB], { last_message: { ...hidden, excerpt: 'Hello' } }),
      directRoom([ALICE], { name: 'dm-2', position: 10 }),
    ],
  });
  const told = [...document.querySelectorAll('.room-entry__excerpt')].map((each) => each.textContent);
  expect(told).toEqual(['Still blank', 'Closed', '', 'Hello', 'Nothing written yet']);
});

test('who has the page open is here now, but not oneself', async () => {
  const { sync } = await open({
    rooms: [aRoom(), directRoom([ALICE, BOB]), directRoom([ALICE], { name: 'dm-2', position: 10 })],
  });
  sync.set({ present: [ALICE, BOB] });
  await expect.element(page.getByRole('link', { name: /^bob\s*here now/ })).toBeVisible();
  expect(link('dm-2')?.textContent).not.toContain('here now');
});

test('a room that is moved by its buttons keeps the focus on the one that was pressed', async () => {
  const { rooms } = await open({ rooms: alphabet('abc'), viewer: as('admin') });
  await button('Change the order').click();
  await button('Move C up').click();
  expect(titles()).toEqual(['A', 'C', 'B']);
  await expect.element(button('Move C up')).toHaveFocus();
  rooms.apply(alphabet('acb').map((room) => ({ type: 'room', room })));
  await expect.element(button('Move C up')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(titles()).toEqual(['C', 'A', 'B']);
  await expect.element(button('Move C up')).toHaveFocus();
});

test('whose order it is that is changed, and how many are here, is said', async () => {
  const { sync } = await open({ rooms: alphabet(), viewer: as('admin') });
  const notes = () => [...document.querySelectorAll('.room-list__foot-note')].map((each) => each.textContent);
  expect(notes()).toEqual(['1 here now', '', 'for everyone']);
  sync.set({ present: [ALICE, BOB] });
  expect(notes()[0]).toBe('2 here now');
  await expect.element(button('People')).toHaveAccessibleDescription('2 here now');
});

test('a room that is read without having been joined stands in the list, with a way in', async () => {
  const lunch = aRoom({ name: 'lunch', title: 'Lunch', is_member: false, position: 2 });
  const answers = { 'POST /api/rooms/lunch/join': { ...lunch, is_member: true } };
  const { shown, rooms } = await open({ rooms: [aRoom(), lunch], answers });
  expect(titles()).toEqual(['General']);
  shown.set('lunch');
  expect(titles()).toEqual(['General', 'Lunch']);
  expect(link('lunch')?.getAttribute('aria-current')).toBe('page');
  await expect.element(page.getByText('Not joined')).toBeVisible();
  await button('Join Lunch').click();
  await expect.poll(() => rooms.find('lunch')?.is_member).toBe(true);
  expect(button('Join Lunch').query()).toBeNull();
});

test('a room into which somebody let the reader says who', async () => {
  const let_in = { by: BOB, at: CLOSED_AT };
  await open({
    rooms: [aRoom(), plans({ let_in }), plans({ name: 'cellar', let_in: { by: 'x', at: CLOSED_AT } })],
  });
  await expect.element(page.getByText('New: bob let you in')).toBeVisible();
  await expect.element(page.getByText('New: somebody let you in')).toBeVisible();
});

test('the faces of several stand for the room in which they write', async () => {
  const people = [...'abcd'].map((id) => someone(id, id.repeat(3)));
  const dm = (ids: string[], name: string) => directRoom([ALICE, ...ids], { name });
  await open({ people, rooms: [aRoom(), dm(['a', 'b'], 'two'), dm(['a', 'b', 'c'], 'three')] });
  const faces = (name: string) =>
    [...(link(name)?.querySelectorAll('.face-stack > *') ?? [])].map((each) => each.textContent);
  expect(faces('two')).toEqual(['A', 'B']);
  expect(faces('three')).toEqual(['A', '+2']);
});
