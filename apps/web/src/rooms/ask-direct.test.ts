import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { refused } from '../../test/fake-server.ts';
import { ALICE, BOB, CAROL, directRoom, roomsDesk, someone } from '../../test/rooms-desk.ts';
import { askDirect } from './ask-direct.ts';

type Options = Parameters<typeof roomsDesk>[0];

async function open(options: Options = {}) {
  const given = await roomsDesk(options);
  askDirect(given.desk);
  return given;
}

const dialog = () => page.getByRole('dialog', { name: 'Write directly' });
const tick = (name: string | RegExp) => dialog().getByRole('checkbox', { name });
const write = () => dialog().getByRole('button', { name: 'Write', exact: true });

test('several are written to in one room', async () => {
  const { asked, went } = await open({
    answers: { 'POST /api/direct-rooms': directRoom([ALICE, BOB, CAROL]) },
  });
  expect(tick('alice').query(), 'oneself').toBeNull();
  await tick('bob').click();
  await tick('carol').click();
  await write().click();
  await expect.poll(() => went).toEqual(['dm-1']);
  expect(asked).toEqual([`POST /api/direct-rooms {"people":["${BOB}","${CAROL}"]}`]);
});

test('faces and roles stand with the names, and a guest is not among them', async () => {
  await open({
    people: [
      someone(ALICE, 'alice'),
      someone(BOB, 'bob', { role: 'admin' }),
      someone(CAROL, 'carol', { role: 'guest' }),
    ],
  });
  await expect.element(tick(/bob\s*Admin$/)).toBeVisible();
  expect(document.querySelector('.tick-list__row .avatar')?.textContent).toBe('B');
  expect(tick(/carol/).query()).toBeNull();
  await expect.element(dialog().getByText(/Guests only read/)).toBeVisible();
});

test('one has to be picked, and no more than a room takes', async () => {
  const many = Array.from({ length: 9 }, (_, at) => someone(`p${at}`, `person ${at}`));
  const { asked } = await open({ people: [someone(ALICE, 'alice'), ...many] });
  await write().click();
  await expect.element(dialog().getByRole('alert')).toHaveTextContent('Pick somebody.');
  for (const { name } of many) await tick(name).click();
  await write().click();
  await expect
    .poll(() => document.querySelector('.ask__error')?.textContent)
    .toBe('At most 8 others. Make a private room for more.');
  expect(asked).toEqual([]);
});

test('why it cannot be is said, and nobody goes anywhere', async () => {
  const { went } = await open({
    answers: { 'POST /api/direct-rooms': refused('person_not_found', 'Bob has left.') },
  });
  await tick('bob').click();
  await write().click();
  await expect.element(dialog().getByRole('alert')).toHaveTextContent('Bob has left.');
  expect(went).toEqual([]);
});

test('alone, there is nobody to write to', async () => {
  await open({ people: [someone(ALICE, 'alice')] });
  await expect.element(dialog().getByText('Nobody is here yet who could answer.')).toBeVisible();
  await dialog().getByRole('button', { name: 'Back' }).click();
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
});
