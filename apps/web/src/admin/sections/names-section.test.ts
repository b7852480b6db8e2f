import type { Me } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { managedPerson } from '../../../test/managed-person.ts';
import { refusal } from '../../../test/refusal.ts';
import { type Answers, testDesk } from '../../../test/test-desk.ts';
import type { EarlierName } from './ask-name.ts';
import { namesSection } from './names-section.ts';

const ALICE = managedPerson({ name: 'Alice B.' });
const NAME: EarlierName = { name: 'alice', messages: 1_204, last_at: at(3_600), assigned_to: null };

interface Given {
  readonly former?: readonly object[];
  readonly me?: Me | null;
}

function open(
  names: readonly EarlierName[] = [NAME],
  answers: Answers = {},
  { former = [], me = null }: Given = {},
) {
  const opened = testDesk(
    {
      'GET /api/system/names': { names, former_names: former },
      'GET /api/system/stranded-rooms': { rooms: [] },
      'GET /api/system/people': { people: [ALICE, managedPerson({ name: 'gone', state: 'removed' })] },
      ...answers,
    },
    me,
  );
  document.body.append(namesSection(opened.desk).dom);
  return opened;
}

const heading = page.getByRole('heading', { level: 2 });
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test.each([
  ['None', []],
  ['1 name without a person', [NAME, { ...NAME, name: 'bob', assigned_to: ALICE }]],
  ['Each is somebody’s', [{ ...NAME, assigned_to: ALICE }]],
] as const)('the heading says "%s"', async (words, names) => {
  open(names);
  await expect.element(heading).toHaveTextContent(`Names from before ${words}`);
});

test('each name tells how much was written under it, when last, and whose it is', async () => {
  open([NAME, { ...NAME, name: 'bob', messages: 1, assigned_to: ALICE }]);
  await expect.element(row('1,204')).toMatchTextContent(/1,204.*1 hour ago.*Nobody’s/);
  await expect.element(row('bob')).toMatchTextContent('Alice B.');
  await expect.element(page.getByText('The 500 busiest are shown.')).not.toBeVisible();
});

test('what anybody may have written is assigned to nobody', async () => {
  open([{ ...NAME, name: 'Anonymous' }]);
  await expect.element(row('Anonymous')).toMatchTextContent('Nobody’s');
  await expect.element(row('Anonymous').getByRole('button')).not.toBeInTheDocument();
});

test('it says where there may be more', async () => {
  open(Array.from({ length: 500 }, (_, place) => ({ ...NAME, name: `name ${place}` })));
  await expect.element(page.getByText('The 500 busiest are shown.')).toBeVisible();
});

test('a name is assigned to a person whom one chose, and of whom one is sure', async () => {
  const { asked, said } = open([NAME], { 'POST /api/system/names/assign': { messages: 1_204 } });
  const complaint = page.getByRole('alert');
  await press('Assign… alice');
  await expect.element(page.getByText(/^1,204 messages become this person’s\./)).toBeVisible();
  await press('Assign');
  await expect.element(complaint).toHaveTextContent('Choose a person.');
  await expect.element(page.getByRole('option', { name: 'gone' })).not.toBeInTheDocument();
  await page.getByLabelText('Person', { exact: true }).selectOptions('Alice B.');
  await press('Assign');
  await expect.element(complaint).toMatchTextContent('Tick that you know it');
  await page.getByLabelText('I know that this person wrote as alice').click();
  await press('Assign');
  await expect.poll(() => said).toEqual(['1,204 messages of alice are Alice B.’s now.']);
  expect(asked).toContain(`POST /api/system/names/assign {"name":"alice","person_id":"${ALICE.id}"}`);
});

test('one message is one', async () => {
  const { said } = open([{ ...NAME, messages: 1 }], { 'POST /api/system/names/assign': { messages: 1 } });
  await press('Assign… alice');
  await expect.element(page.getByText(/^1 message becomes this person’s\./)).toBeVisible();
  await page.getByLabelText('Person', { exact: true }).selectOptions('Alice B.');
  await page.getByLabelText(/^I know that/).click();
  await press('Assign');
  await expect.poll(() => said).toEqual(['1 message of alice is Alice B.’s now.']);
});

test('where the people cannot be listed, it says so', async () => {
  open([NAME], { 'GET /api/system/people': () => Promise.reject(refusal(500, 'internal_error')) });
  await press('Assign… alice');
  await expect.element(page.getByRole('option')).toHaveTextContent('Not listed. The disk says no.');
});

test.each([
  [2, '2 messages under this name are nobody’s again.'],
  [1, '1 message under this name is nobody’s again.'],
])('a name is taken back (messages: %i)', async (messages, words) => {
  const { asked, said } = open([{ ...NAME, messages, assigned_to: ALICE }], {
    'POST /api/system/names/assign': { messages: 0 },
  });
  await press('Take back… alice');
  await expect.element(page.getByText(words)).toBeVisible();
  await press('Take it back');
  await expect.poll(() => said).toEqual(['alice is nobody’s again.']);
  expect(asked).toContain('POST /api/system/names/assign {"name":"alice","person_id":null}');
});

test('a name that somebody has given up is kept for them, until it is released', async () => {
  const kept = { name: 'ally', person: ALICE, since: at(3_600) };
  const { asked, said } = open([], { 'POST /api/system/names/release': () => undefined }, { former: [kept] });
  await expect.element(row('ally')).toMatchTextContent(/Alice B\..*1 hour ago/);
  await press('Release… ally');
  await expect.element(page.getByText(/^It is kept for Alice B\., who was called so\./)).toBeVisible();
  await press('Release it');
  await expect.poll(() => said).toEqual(['ally is free.']);
  expect(asked).toContain('POST /api/system/names/release {"name":"ally"}');
});

const CELLAR = { name: 'cellar-x7k2pq', title: 'The cellar', description: 'Wine', created_at: at(3_600) };

test('a private room that came back without its people is given to somebody', async () => {
  const people = [ALICE, managedPerson({ name: 'gus', role: 'guest' })];
  let rooms = [CELLAR];
  const { asked, said } = open([], {
    'GET /api/system/people': { people },
    'GET /api/system/stranded-rooms': () => ({ rooms }),
    'POST /api/system/stranded-rooms/:name/give': () => {
      rooms = [];
      return null;
    },
  });
  await expect.element(row('The cellar')).toMatchTextContent(/cellar-x7k2pq.*Wine/);
  await press('Give… The cellar');
  await press('Give it to them');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Choose a person.');
  await expect.element(page.getByRole('option', { name: 'gus' })).not.toBeInTheDocument();
  await page.getByLabelText('Person').selectOptions('Alice B.');
  await press('Give it to them');
  await expect.poll(() => said).toEqual(['The room The cellar is Alice B.’s now.']);
  const body = JSON.stringify({ person_id: ALICE.id });
  expect(asked).toContain(`POST /api/system/stranded-rooms/cellar-x7k2pq/give ${body}`);
  await expect.element(page.getByText('The cellar', { exact: true })).not.toBeInTheDocument();
});

test('where people cannot be listed, a room is given to nobody', async () => {
  open([], {
    'GET /api/system/stranded-rooms': { rooms: [CELLAR] },
    'GET /api/system/people': () => Promise.reject(refusal(503, 'maintenance', 'A restore is under way.')),
  });
  await press('Give… The cellar');
  await expect.element(page.getByRole('option', { name: /^Not listed\./ })).toBeInTheDocument();
});

test('rooms without people are no matter of an admin', async () => {
  const { asked } = open([NAME], {}, { me: { ...ALICE, role: 'admin' } });
  await expect.element(row('1,204')).toBeVisible();
  expect(asked).toEqual(['GET /api/system/names']);
});
