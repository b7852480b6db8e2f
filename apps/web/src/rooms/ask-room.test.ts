import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { refused } from '../../test/fake-server.ts';
import { ALICE, BOB, CAROL, plans, roomsDesk, someone } from '../../test/rooms-desk.ts';
import { askRoom } from './ask-room.ts';

async function open(options: Parameters<typeof roomsDesk>[0] = {}, suggested = '') {
  const given = await roomsDesk(options);
  askRoom(given.desk, suggested);
  return given;
}

const title = page.getByRole('textbox', { name: 'What it is called' });
const address = page.getByRole('textbox', { name: 'Its address' });
const description = page.getByRole('textbox', { name: 'What it is for (optional)' });
const kinds = page.getByRole('group', { name: 'Who it is for' });
const kind = (name: 'Open' | 'Private') => kinds.getByRole('radio', { name });
const picker = page.getByRole('group', { name: 'People' });
const make = page.getByRole('button', { name: 'Make the room' });
const trouble = page.getByRole('alert');

test('the address follows the title until it is given by hand, and again once that is taken back', async () => {
  await open();
  await title.fill('Größe & Maß');
  await expect.element(address).toHaveValue('grosse-mass');
  await address.fill('sizes');
  await title.fill('Sizes and weights');
  await expect.element(address).toHaveValue('sizes');
  await address.fill('');
  await title.fill('Weights');
  await expect.element(address).toHaveValue('weights');
});

test('what was looked for and not found is the title of the new room, which is made and opened', async () => {
  const { asked, went, rooms } = await open(
    { answers: { 'POST /api/rooms': aRoom({ name: 'harbour', title: 'Harbour' }) } },
    'Harbour',
  );
  await expect.element(address).toHaveValue('harbour');
  await description.fill('Ships');
  await make.click();
  await expect.poll(() => went).toEqual(['harbour']);
  const body = { name: 'harbour', title: 'Harbour', description: 'Ships', kind: 'open', people: [] };
  expect(asked).toEqual([`POST /api/rooms ${JSON.stringify(body)}`]);
  expect(rooms.find('harbour')).toBeDefined();
});

test('it is said what is missing, and where: a title, an address, and not too long a description', async () => {
  const { asked } = await open();
  await make.click();
  await expect.element(trouble).toHaveTextContent('Give the room a title.');
  await expect.element(title).toHaveFocus();
  await title.fill('日本');
  await expect.poll(() => (address.element() as HTMLInputElement).value).toMatch(/^room-[0-9a-f]{6}$/);
  await address.fill('日本');
  await make.click();
  await expect.poll(() => trouble.element().textContent).toMatch(/^A room is named by 1 to 40/);
  await expect.element(address).toHaveFocus();
  await address.fill('japan');
  await description.fill('x'.repeat(301));
  await make.click();
  await expect.element(trouble).toHaveTextContent('A description holds at most 300 characters.');
  await expect.element(description).toHaveFocus();
  expect(asked).toEqual([]);
});

test('a private room is made with those who were picked', async () => {
  const { asked } = await open({ answers: { 'POST /api/rooms': plans() } }, 'Plans');
  await expect.element(picker).not.toBeInTheDocument();
  await expect
    .element(kind('Private'))
    .toHaveAccessibleDescription('Only the people who were invited see it.');
  await kind('Private').click();
  await expect.element(picker.getByRole('checkbox', { name: 'alice' })).not.toBeInTheDocument();
  await picker.getByRole('checkbox', { name: 'carol' }).click();
  await make.click();
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]).toContain(`"kind":"private","people":["${CAROL}"]`);
});

test('who was picked for a private room is not named once it is to be open', async () => {
  const { asked } = await open({ answers: { 'POST /api/rooms': plans() } }, 'Plans');
  await kind('Private').click();
  await picker.getByRole('checkbox', { name: 'bob' }).click();
  await kind('Open').click();
  await expect.element(picker).not.toBeInTheDocument();
  await make.click();
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]).toContain('"kind":"open","people":[]');
});

test('whoever is alone is not asked whom to invite', async () => {
  const gone = someone(BOB, 'bob', { state: 'suspended' });
  await open({ people: [someone(ALICE, 'alice'), gone] });
  await kind('Private').click();
  await expect.element(picker).not.toBeInTheDocument();
});

test('where nobody signs in, every room is open', async () => {
  await open({ viewer: null, people: [] });
  await expect.element(title).toBeVisible();
  await expect.element(kinds).not.toBeInTheDocument();
});

test('among many people one is looked for, and whoever was picked stays in sight', async () => {
  const many = Array.from({ length: 12 }, (_, at) => someone(`p${at}`, `person-${at}`));
  const { asked } = await open({ people: many, answers: { 'POST /api/rooms': plans() } }, 'Plans');
  await kind('Private').click();
  await picker.getByRole('checkbox', { name: 'person-3', exact: true }).click();
  await picker.getByRole('searchbox', { name: 'Find somebody' }).fill('11');
  await expect.poll(() => picker.getByRole('checkbox').elements()).toHaveLength(2);
  await picker.getByRole('checkbox', { name: 'person-11' }).click();
  await make.click();
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]).toContain('"people":["p3","p11"]');
});

test('a room that the server does not make stays asked for, with the reason', async () => {
  const { went } = await open(
    { answers: { 'POST /api/rooms': refused('room_taken', 'There is a room “plans”.') } },
    'Plans',
  );
  await make.click();
  await expect.element(trouble).toHaveTextContent('There is a room “plans”.');
  await expect.element(title).toHaveValue('Plans');
  await userEvent.keyboard('{Escape}');
  await expect.element(title).not.toBeInTheDocument();
  expect(went).toEqual([]);
});
