import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { managedPerson } from '../../../test/managed-person.ts';
import { refusal } from '../../../test/refusal.ts';
import { type Answers, testDesk } from '../../../test/test-desk.ts';
import type { FormerName } from './ask-name.ts';
import { namesSection } from './names-section.ts';

const ALICE = managedPerson({ name: 'Alice B.' });
const NAME: FormerName = { name: 'alice', messages: 1_204, last_at: at(3_600), assigned_to: null };

function open(names: readonly FormerName[] = [NAME], answers: Answers = {}) {
  const opened = testDesk({
    'GET /api/system/names': { names },
    'GET /api/system/people': { people: [ALICE, managedPerson({ name: 'gone', state: 'removed' })] },
    ...answers,
  });
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
