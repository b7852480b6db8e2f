import type { Role } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { refused } from '../../test/fake-server.ts';
import { ALICE, BOB, CAROL, directRoom, plans, roomsDesk, someone } from '../../test/rooms-desk.ts';
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
/** What most come for first, then the others in their order. */
const actions = () =>
  [...document.querySelectorAll('.details__page > div > .button, .details__action')].map(
    ({ textContent }) => textContent,
  );

test('an open room says what it is for, who reads it, and that it is closed', async () => {
  const { rooms } = await open('lunch', {
    rooms: [aRoom({ name: 'lunch', title: 'Lunch', description: 'Food' })],
  });
  await expect.element(page.getByRole('dialog', { name: 'Lunch' })).toBeVisible();
  const facts = [
    'An open room: every member can read it and write in it, and guests who were brought in can read it.',
    'What is written here goes into the repository.',
  ];
  expect(words()).toEqual(['Food', ...facts]);
  rooms.apply([{ type: 'room', room: aRoom({ name: 'lunch', in_repository: false, closed_at: CLOSED_AT }) }]);
  expect(words()).toEqual([
    'An open room: every member can read it and write in it, and guests who were brought in can read it. It is closed: it can be read, and nothing more is written in it.',
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
  await expect.poll(told(0)).toMatch(/alice\s*you · runs this room$/);
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
    may: ['Invite people', 'Rename or describe', 'Leave', 'Close the room'],
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
    may: ['Invite people', 'Rename or describe'],
  },
])('$who may do what is theirs', async ({ room, may }) => {
  const lunch = aRoom({ name: 'lunch', title: 'Lunch', ...room });
  await open(lunch.name, { rooms: [lunch] });
  expect(actions()).toEqual(may);
});

const INVITE = {
  id: '01931e2f-7c1a-7cc3-98c4-00000000000a',
  role: 'member',
  uses: 1,
  max_uses: 3,
  created_by: 'adam',
  created_at: '2026-11-19T10:00:00.000Z',
  expires_at: '2026-11-27T10:00:00.000Z',
};

test('whoever runs a private room sees which invites lead there, and shuts it to them', async () => {
  const invites = [INVITE, { ...INVITE, id: 'b', created_by: null, uses: 2, role: 'guest' }];
  const { asked, said } = await open('plans', {
    rooms: [plans()],
    answers: {
      'GET /api/rooms/plans/invites': () => ({ invites }),
      [`DELETE /api/rooms/plans/invites/${INVITE.id}`]: () => {
        invites.shift();
        return null;
      },
      'DELETE /api/rooms/plans/invites/b': () => {
        invites.shift();
        return null;
      },
    },
  });
  await expect.element(page.getByText('for 2 members more')).toBeVisible();
  await expect.element(page.getByText('for 1 guest more')).toBeVisible();
  await button('Shut the room to the invite by adam').click();
  await expect.poll(() => said).toEqual(['Nobody comes in here by it any more.']);
  await expect.element(page.getByRole('heading', { name: 'Invites that lead here' })).toHaveFocus();
  expect(asked).toContain(`DELETE /api/rooms/plans/invites/${INVITE.id}`);
  await button('Shut the room to the invite by the admin token').click();
  await expect.element(page.getByText('Invites that lead here')).not.toBeVisible();
});

test('an invite that cannot be shut out says why', async () => {
  const { said } = await open('plans', {
    rooms: [plans()],
    answers: {
      'GET /api/rooms/plans/invites': { invites: [INVITE] },
      [`DELETE /api/rooms/plans/invites/${INVITE.id}`]: refused('not_your_room', 'Its owner does that.'),
    },
  });
  await button('Shut the room to the invite by adam').click();
  await expect.poll(() => said).toEqual(['Invites that lead here: Its owner does that.']);
});

test('of a private room that somebody else runs, no invites are asked for', async () => {
  const { asked } = await open('plans', { rooms: [plans({ is_yours: false })], viewer: as('admin') });
  await expect.element(page.getByText('2 members')).toBeVisible();
  expect(actions()).toEqual(['Invite people', 'Leave']);
  expect(asked).toEqual([]);
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

test('who runs a private room is said, and since when it goes into the repository', async () => {
  const since = '2026-11-20T10:42:00.000Z';
  const { rooms } = await open('plans', { rooms: [plans({ in_repository: true, repository_since: since })] });
  expect(words()).toEqual([
    'A private room: only those who are in it see it.',
    'You run it.',
    expect.stringMatching(/^What is written here goes into the repository, from 20 November, \d.* on\.$/),
  ]);
  rooms.apply([{ type: 'room', room: plans({ owners: [BOB], is_yours: false }) }]);
  expect(words()[1]).toBe('bob runs it.');
  rooms.apply([{ type: 'room', room: plans({ owners: [BOB, CAROL], is_yours: false }) }]);
  expect(words()[1]).toBe('bob, carol run it.');
  rooms.apply([{ type: 'room', room: plans({ owners: ['gone'], is_yours: false }) }]);
  expect(words()).toHaveLength(2);
});

test('what cannot be undone stands apart, and what ends something comes last', async () => {
  const { rooms } = await open('plans', { rooms: [plans()] });
  const groups = () =>
    [...document.querySelectorAll('.details__actions')].map((group) =>
      [...group.querySelectorAll('.details__action')].map(({ textContent }) => textContent),
    );
  expect(actions()[0]).toBe('Invite people');
  expect(groups()).toEqual([
    ['Rename or describe'],
    ['Put it into the repository'],
    ['Leave', 'Close the room'],
  ]);
  await expect.element(page.getByText('What goes there cannot be taken out again.')).toBeVisible();
  rooms.apply([{ type: 'room', room: plans({ in_repository: true }) }]);
  expect(groups()[1]).toEqual(['Keep it out of the repository']);
});

test('an open room lists every member who can come, without guests and those who are kept out', async () => {
  const people = [
    someone(ALICE, 'alice'),
    someone(BOB, 'bob'),
    someone(CAROL, 'carol', { role: 'guest' }),
    someone('mallory', 'mallory', { state: 'suspended' }),
  ];
  await open('general', { people });
  await expect.element(page.getByText('Open to all 2 members')).toBeVisible();
  const names = [...document.querySelectorAll('.details__name')].map(({ textContent }) => textContent);
  expect(names).toEqual(['alice', 'bob']);
});

test('a name leads to whoever has it', async () => {
  const { met } = await open('plans', { rooms: [plans()] });
  await page.getByRole('button', { name: 'bob', exact: true }).click();
  expect(met).toEqual([BOB]);
});

test('a guest and somebody who is kept out are not written to, and are marked', async () => {
  const people = [
    someone(ALICE, 'alice'),
    someone(BOB, 'bob', { role: 'guest' }),
    someone(CAROL, 'carol', { state: 'suspended' }),
  ];
  await open('plans', { people, rooms: [plans({ people: [ALICE, BOB, CAROL] })] });
  await expect.element(page.getByText('guest, reads only')).toBeVisible();
  await expect.element(page.getByText('kept out for now')).toBeVisible();
  expect(button('Write to bob').query()).toBeNull();
  expect(button('Write to carol').query()).toBeNull();
  await expect.element(button('Take out bob')).toBeVisible();
});

test('whoever was removed keeps their place in a direct room', async () => {
  await open('dm-1', { rooms: [directRoom([ALICE], { gone: [{ id: BOB, name: 'Ben Okafor' }] })] });
  await expect.element(page.getByRole('dialog', { name: 'Ben Okafor, no longer here' })).toBeVisible();
  expect(document.querySelectorAll('.details__person')[1]?.textContent).toMatch(
    /Ben Okafor\s*no longer here$/,
  );
});

test('a long name stays in one line beside what can be done', async () => {
  const people = [
    someone(ALICE, 'alice'),
    someone(BOB, 'Bartholomew Wolfeschlegelsteinhausenbergerdorff the Third'),
  ];
  const { sync } = await open('plans', { people, rooms: [plans()] });
  sync.set({ present: [BOB] });
  await expect.element(page.getByText('here now')).toBeVisible();
  const name = document.querySelectorAll<HTMLElement>('.details__name')[1];
  expect(name?.scrollWidth, 'cut off').toBeGreaterThan(name?.clientWidth ?? 0);
  expect(name?.offsetHeight).toBe(document.querySelector<HTMLElement>('.details__name')?.offsetHeight);
});
