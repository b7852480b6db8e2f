import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { refused } from '../../test/fake-server.ts';
import { ALICE, BOB, CAROL, directRoom, plans, roomsDesk, someone } from '../../test/rooms-desk.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { askClosed, askLeave, askOut, askPeople, askRepository, askWords } from './ask-about-room.ts';
import type { RoomsDesk } from './desk.ts';

type Options = Parameters<typeof roomsDesk>[0];

const CLOSED_AT = '2026-11-20T11:00:00.000Z';
const LUNCH = aRoom({ name: 'lunch', title: 'Lunch', description: 'Food', is_yours: true });

async function open(act: (desk: RoomsDesk, room: ListedRoom) => void, options: Options = {}) {
  const given = await roomsDesk({ rooms: [LUNCH], ...options });
  const [room] = given.rooms.get().rooms;
  if (room !== undefined) act(given.desk, room);
  return given;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = (name: string) => page.getByRole('dialog', { name });
const titleField = page.getByRole('textbox', { name: 'What it is called' });
const descriptionField = page.getByRole('textbox', { name: 'What it is for (optional)' });
const trouble = page.getByRole('alert');
const names = () =>
  page
    .getByRole('checkbox')
    .elements()
    .map((each) => each.closest('label')?.querySelector('.avatar + span')?.textContent);

test('a room is given other words, beginning with those it has, and keeps its address', async () => {
  const next = { title: 'Dinner', description: 'Soup' };
  const { asked, rooms } = await open(askWords, {
    answers: { 'PATCH /api/rooms/lunch': { ...LUNCH, ...next } },
  });
  await expect.element(dialog('Rename or describe Lunch')).toBeVisible();
  await expect.element(page.getByText('Its address stays /rooms/lunch.')).toBeVisible();
  await expect.element(titleField).toHaveValue('Lunch');
  await expect.element(descriptionField).toHaveValue('Food');
  await titleField.fill('Dinner');
  await descriptionField.fill('Soup');
  await button('Save').click();
  await expect.poll(() => rooms.find('lunch')?.title).toBe('Dinner');
  expect(asked).toEqual([`PATCH /api/rooms/lunch ${JSON.stringify(next)}`]);
});

test('words that do not fit are not sent, and the field that they stand in has the focus', async () => {
  const { asked } = await open(askWords);
  await titleField.fill(' ');
  await button('Save').click();
  await expect.element(trouble).toHaveTextContent('Give the room a title.');
  await expect.element(titleField).toHaveFocus();
  await titleField.fill('Dinner');
  await descriptionField.fill('x'.repeat(301));
  await button('Save').click();
  await expect.element(trouble).toHaveTextContent('A description holds at most 300 characters.');
  await expect.element(descriptionField).toHaveFocus();
  expect(asked).toEqual([]);
});

test('words that the server does not take stay in their fields, with the reason', async () => {
  const { rooms } = await open(askWords, {
    answers: { 'PATCH /api/rooms/lunch': refused('not_your_room', 'Only admins rename it.') },
  });
  await titleField.fill('Dinner');
  await button('Save').click();
  await expect.element(trouble).toHaveTextContent('Only admins rename it.');
  await expect.element(titleField).toHaveValue('Dinner');
  expect(rooms.find('lunch')?.title).toBe('Lunch');
});

test('into an open room guests are invited, for members come by themselves', async () => {
  const people = [
    someone(ALICE, 'alice'),
    someone(BOB, 'bob'),
    someone(CAROL, 'carol', { role: 'guest' }),
    someone('gone', 'gone', { role: 'guest', state: 'suspended' }),
  ];
  await open(askPeople, { people });
  await expect.element(dialog('Invite people into Lunch')).toBeVisible();
  expect(names()).toEqual(['carol']);
});

test('into a private room everybody is invited who is not in it', async () => {
  const { asked, rooms } = await open(askPeople, {
    rooms: [plans()],
    answers: { 'POST /api/rooms/plans/people': plans({ people: [ALICE, BOB, CAROL] }) },
  });
  expect(names()).toEqual(['carol']);
  await button('Invite').click();
  await expect.element(trouble).toHaveTextContent('Pick somebody.');
  await page.getByRole('checkbox', { name: 'carol' }).click();
  await button('Invite').click();
  await expect.poll(() => rooms.find('plans')?.people).toContain(CAROL);
  expect(asked).toEqual([`POST /api/rooms/plans/people {"people":["${CAROL}"]}`]);
});

test('guests are offered to whoever runs a private room, or the server', async () => {
  const people = [someone(ALICE, 'alice'), someone(CAROL, 'carol', { role: 'guest' })];
  const rooms = [plans({ is_yours: false, people: [ALICE] })];
  const { leave } = await open(askPeople, { people, rooms });
  await expect.element(page.getByText('Everybody who could be invited is here already.')).toBeVisible();
  leave();
  await open(askPeople, { people, rooms, viewer: { id: ALICE, name: 'alice', role: 'admin' } });
  expect(names()).toEqual(['carol']);
});

test('where nobody is left to invite, that is said, and nothing is asked of the server', async () => {
  const { asked, opener } = await open(askPeople, { rooms: [plans({ people: [ALICE, BOB, CAROL] })] });
  await expect.element(page.getByText('Everybody who could be invited is here already.')).toBeVisible();
  await button('Back').click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(document.activeElement).toBe(opener);
  expect(asked).toEqual([]);
});

test('a room is closed, and opened again', async () => {
  const closed = { ...LUNCH, closed_at: CLOSED_AT };
  const { desk, rooms, asked } = await open(askClosed, {
    answers: {
      'PATCH /api/rooms/lunch': ({ is_closed }: { is_closed: boolean }) => (is_closed ? closed : LUNCH),
    },
  });
  await expect.element(dialog('Close Lunch')).toBeVisible();
  await button('Close the room').click();
  await expect.poll(() => rooms.find('lunch')?.closed_at).toBe(CLOSED_AT);
  const room = rooms.find('lunch');
  if (room !== undefined) askClosed(desk, room);
  await expect.element(dialog('Open Lunch again')).toBeVisible();
  await expect.element(page.getByText('People can write in it again.')).toBeVisible();
  await button('Open it again').click();
  await expect.poll(() => rooms.find('lunch')?.closed_at).toBeNull();
  expect(asked).toHaveLength(2);
});

test('a private room is kept out of the repository from now on, and what is there stays', async () => {
  const { asked, rooms } = await open(askRepository, {
    rooms: [plans({ in_repository: true })],
    answers: { 'PATCH /api/rooms/plans': plans() },
  });
  await expect.element(dialog('Keep this room out of the repository')).toBeVisible();
  await expect.element(page.getByText(/What is in the repository already stays there.$/)).toBeVisible();
  await button('Keep it out').click();
  await expect.poll(() => rooms.find('plans')?.in_repository).toBe(false);
  expect(asked).toEqual(['PATCH /api/rooms/plans {"in_repository":false}']);
});

test('whoever leaves an open room still sees it, and can join it again', async () => {
  const { rooms } = await open(askLeave, { answers: { 'POST /api/rooms/lunch/leave': null } });
  await expect.element(page.getByText('It leaves your list. You can join it again.')).toBeVisible();
  await button('Leave').click();
  await expect.poll(() => rooms.find('lunch')?.is_member).toBe(false);
});

test('whoever leaves a private room sees it no more', async () => {
  const { rooms } = await open(askLeave, {
    rooms: [plans()],
    answers: { 'POST /api/rooms/plans/leave': null },
  });
  await expect.element(page.getByText(/You will not see it any more/)).toBeVisible();
  await button('Leave').click();
  await expect.poll(() => rooms.find('plans')).toBeUndefined();
});

test('whoever cannot leave stays, and is told why', async () => {
  const { rooms } = await open(askLeave, {
    answers: { 'POST /api/rooms/lunch/leave': refused('room_closed', 'Not yet.') },
  });
  await button('Leave').click();
  await expect.element(trouble).toHaveTextContent('Not yet.');
  expect(rooms.find('lunch')?.is_member).toBe(true);
});

test('whoever takes the question back changes nothing', async () => {
  const { asked } = await open(
    (desk, room) => askOut(desk, room, { id: BOB, name: 'bob' }, () => undefined),
    { rooms: [plans()] },
  );
  await expect.element(dialog('Take bob out of Plans')).toBeVisible();
  await button('Cancel').click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(asked).toEqual([]);
});

test('where nobody signs in, a direct room goes by all who are in it', async () => {
  await open(askLeave, { viewer: null, rooms: [directRoom([BOB, CAROL])] });
  await expect.element(dialog('Leave bob, carol')).toBeVisible();
});
