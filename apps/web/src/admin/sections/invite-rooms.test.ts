import type { InviteRoom } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { refusal } from '../../../test/refusal.ts';
import { type Asked, testDesk } from '../../../test/test-desk.ts';
import { h } from '../../lib/h.ts';
import { askInvite } from './ask-invite.ts';

const GENERAL = room('general', 'General');
const KITCHEN = room('kitchen', 'The kitchen');
const CELLAR = room('cellar-x7k2pq', 'Cellar', true);

function room(name: string, title: string, is_private = false): InviteRoom {
  return { name, title, is_private };
}

/** The dialog that invites; `answer` says which rooms there are. */
function open(
  answer: unknown,
  made: unknown = ({ body }: Asked) => ({ invite: { ...(body as object) }, url: '' }),
) {
  const opened = testDesk({ 'GET /api/system/invites/rooms': answer, 'POST /api/system/invites': made });
  document.body.append(h('button', {}, 'Opener'));
  askInvite(opened.desk, () => undefined);
  return { ...opened, bodies: () => opened.asked.filter((each) => each.startsWith('POST')) };
}

const dialog = page.getByRole('dialog');
const trouble = dialog.getByRole('alert');
const box = (name: string | RegExp) => dialog.getByRole('checkbox', { name });
const boxes = () => dialog.getByRole('checkbox').elements().length;
const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
const become = (role: string) => dialog.getByRole('radio', { name: role }).click();
const makeIt = () => press('Make the link');

test('members are offered private rooms alone, and come into those that are chosen', async () => {
  const { bodies } = open({ rooms: [GENERAL, KITCHEN, CELLAR] });
  await expect.element(dialog.getByRole('group', { name: 'Private rooms they come into' })).toBeVisible();
  await expect.element(dialog.getByText(/^They see every open room anyway\./)).toBeVisible();
  expect(boxes()).toBe(1);
  await box('Cellar cellar-x7k2pq').click();
  await makeIt();
  await expect
    .poll(bodies)
    .toEqual([expect.stringContaining('"role":"member","note":"","rooms":["cellar-x7k2pq"]')]);
});

test('where whoever invites is in no private room, members are offered none', async () => {
  const { bodies } = open({ rooms: [GENERAL, KITCHEN] });
  await expect
    .element(dialog.getByText(/Only those who are in a private room invite into it\.$/))
    .toBeVisible();
  expect(boxes()).toBe(0);
  await makeIt();
  await expect.poll(bodies).toEqual([expect.stringContaining('"rooms":[]')]);
});

test('a guest comes into the first room unless others are chosen, and into one at least', async () => {
  const { bodies } = open({ rooms: [GENERAL, KITCHEN, CELLAR] });
  await become('Guest');
  await expect.element(dialog.getByRole('group', { name: 'Rooms that they see' })).toBeVisible();
  await expect.element(box('General')).toBeChecked();
  await box('General').click();
  await makeIt();
  await expect.element(trouble).toHaveTextContent('Choose a room at least: a guest sees no other.');
  await box('The kitchen kitchen').click();
  await box('Cellar private · cellar-x7k2pq').click();
  await makeIt();
  await expect.poll(bodies).toEqual([expect.stringContaining('"rooms":["kitchen","cellar-x7k2pq"]')]);
});

test('where there is no room but the first, a guest comes into that', async () => {
  const { bodies } = open({ rooms: [GENERAL] });
  await become('Guest');
  await expect.element(box('General')).toBeChecked();
  await makeIt();
  await expect.poll(bodies).toEqual([expect.stringContaining('"rooms":["general"]')]);
});

test('what was chosen for one role is still there after a look at the other', async () => {
  open({ rooms: [GENERAL, CELLAR] });
  await box(/^Cellar/).click();
  await become('Guest');
  await expect.element(box(/^Cellar/)).not.toBeChecked();
  await become('Member');
  await expect.element(box(/^Cellar/)).toBeChecked();
});

test('a room is called by its address where it has no title', async () => {
  open({ rooms: [GENERAL, room('old', ''), room('older', '', true)] });
  await expect.element(box('older')).toBeVisible();
  await become('Guest');
  await expect.element(dialog.getByRole('checkbox', { name: 'old', exact: true })).toBeVisible();
});

test('of many rooms some are shown, and the others are found by their name; Enter makes no link meanwhile', async () => {
  const many = Array.from({ length: 60 }, (_, number) => room(`room-${number}`, `Room ${number}`));
  const { bodies } = open({ rooms: [GENERAL, ...many] });
  await become('Guest');
  await expect.element(dialog.getByText('And 41 more: look for them by name.')).toBeVisible();
  expect(boxes()).toBe(20);
  await dialog.getByRole('searchbox', { name: 'Find a room' }).fill('room 57');
  await userEvent.keyboard('{Enter}');
  await box('Room 57').click();
  await expect.element(box('General')).toBeVisible();
  expect(boxes()).toBe(2);
  await dialog.getByRole('searchbox').fill('nowhere');
  await expect.element(dialog.getByText('None is called so.')).toBeVisible();
  expect(bodies()).toEqual([]);
  await makeIt();
  await expect.poll(bodies).toEqual([expect.stringContaining('"rooms":["general","room-57"]')]);
});

test('no more rooms are taken than the server takes', async () => {
  const many = Array.from({ length: 60 }, (_, number) => room(`room-${number}`, `Room ${number}`));
  const { bodies } = open({ rooms: [GENERAL, ...many] });
  await become('Guest');
  await expect.element(box('General')).toBeVisible();
  for (const input of document.querySelectorAll<HTMLInputElement>('.tick-list input')) input.checked = true;
  await makeIt();
  await expect.element(trouble).toHaveTextContent('Choose 50 rooms at most.');
  expect(bodies()).toEqual([]);
});

test('a room that was closed meanwhile is told by the server, and what was chosen stays', async () => {
  const detail = 'The room kitchen is closed: nobody is invited into it.';
  open({ rooms: [GENERAL, KITCHEN] }, () => Promise.reject(refusal(409, 'room_closed', detail)));
  await become('Guest');
  await box(/^The kitchen/).click();
  await makeIt();
  await expect.element(trouble).toHaveTextContent(detail);
  await expect.element(box(/^The kitchen/)).toBeChecked();
});

test('rooms that cannot be listed are looked for again when one wants it, and a guest waits for them', async () => {
  let answer: () => unknown = () => Promise.reject(refusal(500, 'internal_error'));
  const { bodies } = open(() => answer());
  await expect.element(dialog.getByText('The rooms could not be listed. The disk says no.')).toBeVisible();
  await become('Guest');
  await makeIt();
  await expect.element(trouble).toHaveTextContent('Wait for the list of rooms: a guest needs one at least.');
  await press('Try again');
  await expect.element(dialog.getByRole('button', { name: 'Try again' })).toHaveFocus();
  answer = () => ({ rooms: [GENERAL] });
  await press('Try again');
  await expect.element(box('General')).toHaveFocus();
  expect(bodies()).toEqual([]);
});

test('a page that was left hears of no rooms any more', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { leave } = open(() => promise.then(() => Promise.reject(refusal(500, 'internal_error'))));
  const place = document.querySelector('.invite-rooms');
  leave();
  resolve();
  await new Promise((done) => setTimeout(done, 0));
  expect(place?.textContent).toBe('Looking for rooms…');
});
