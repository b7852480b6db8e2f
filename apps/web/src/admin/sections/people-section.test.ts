import type { ManagedPerson, Me } from '@bookchat/shared';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { managedPerson } from '../../../test/managed-person.ts';
import { refusal } from '../../../test/refusal.ts';
import { type Answers, testDesk } from '../../../test/test-desk.ts';
import { peopleSection } from './people-section.ts';

const ALICE = managedPerson({ name: 'alice', role: 'owner', email: 'alice@example.org' });
const BOB = managedPerson({ name: 'bob' });

function open(people: readonly ManagedPerson[] = [ALICE, BOB], answers: Answers = {}, me: Me | null = ALICE) {
  const opened = testDesk({ 'GET /api/system/people': { people }, ...answers }, me);
  document.body.append(peopleSection(opened.desk).dom);
  return opened;
}

const heading = page.getByRole('heading', { level: 2 });
const dialog = page.getByRole('dialog');
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const ways = () => [...document.querySelectorAll('.ways button')].map(({ textContent }) => textContent);
const idOf = ({ id }: ManagedPerson) => id;

test.each([
  ['Nobody yet: the terminal printed the link for the first account', []],
  ['One person', [ALICE, managedPerson({ name: 'gone', state: 'removed' })]],
  [
    '3 people, 1 muted, 1 suspended',
    [
      ALICE,
      managedPerson({ name: 'bob', muted_until: at(-60) }),
      managedPerson({ name: 'carol', state: 'suspended', muted_until: at(-60) }),
    ],
  ],
] as const)('the heading says "%s"', async (words, people) => {
  open(people);
  await expect.element(heading).toHaveTextContent(`People ${words}`);
});

test('each person tells who they are, what they may and how they came', async () => {
  open([
    ALICE,
    managedPerson({
      name: 'bob',
      github_login: 'bobhub',
      muted_until: at(-7_200),
      mute_reason: 'shouting',
      last_seen_at: null,
    }),
    managedPerson({
      name: 'carol',
      state: 'suspended',
      suspend_reason: 'spam',
      messages_hidden: true,
      last_seen_at: at(7_200),
    }),
    managedPerson({ name: 'dave', muted_until: at(60), role: 'guest', passkeys: 2, sessions: 3 }),
  ]);
  await expect.element(row('alice')).toMatchTextContent(/alice \(you\)alice@example\.org.*Owner.*Active/);
  await expect
    .element(row('bob'))
    .toMatchTextContent(/bobhub on GitHub.*Member.*Muted.*ends in 2 h.*“shouting”.*Never/);
  await expect.element(row('carol')).toMatchTextContent(/Suspended.*messages hidden.*“spam”.*2 hours ago/);
  await expect.element(row('dave')).toMatchTextContent(/Guest.*Active.*Just now.*2.*3/);
});

test('they are found by state, name and mail address; who was removed is found by that alone', async () => {
  open([ALICE, BOB, managedPerson({ name: 'gone', state: 'removed' })]);
  await expect.element(row('alice')).toBeVisible();
  await expect.element(row('gone')).not.toBeInTheDocument();
  await page.getByLabelText('Search').fill(' EXAMPLE.org');
  await expect.element(row('bob')).not.toBeInTheDocument();
  await expect.element(row('alice')).toBeVisible();
  await page.getByLabelText('Show').selectOptions('Removed');
  await expect.element(page.getByText('Nobody like that.')).toBeVisible();
  await page.getByLabelText('Search').fill('');
  await expect.element(row('gone')).toMatchTextContent('Removed');
  await page.getByLabelText('Show').selectOptions('Everyone');
  await expect.element(row('bob')).toBeVisible();
});

test('of many the first twenty are shown, and the others to whoever asks or searches', async () => {
  const many = Array.from({ length: 214 }, (_, at) => managedPerson({ name: `person-${at}` }));
  open([...many, BOB]);
  const rows = () => document.querySelectorAll('tbody tr').length;
  const all = page.getByRole('button', { name: 'Show all 215' });
  await expect.element(all).toBeVisible();
  expect(rows()).toBe(20);
  await page.getByLabelText('Search').fill('bob');
  await expect.element(row('bob')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Show all/ })).not.toBeInTheDocument();
  await page.getByLabelText('Search').fill('');
  await all.click();
  expect(rows()).toBe(215);
  await expect.element(page.getByRole('button', { name: 'Manage… person-20' })).toHaveFocus();
  await expect.element(page.getByRole('button', { name: /^Show all/ })).not.toBeInTheDocument();
});

test.each([
  ['Mute…', 'They read it where they would write.'],
  ['Suspend…', 'They read it when they sign in with what is right.'],
  ['Remove…', 'They are not told it: to them, the name or the password is wrong from now on.'],
])('%s says whether they get to know the reason', async (way, told) => {
  open();
  await press('Manage… bob');
  await press(way);
  await expect
    .element(page.getByLabelText('Reason'))
    .toHaveAccessibleDescription(`${told} Admins read it in the audit log.`);
});

test('whoever is managed is offered what fits, and one goes back to where one was', async () => {
  open([ALICE, BOB, managedPerson({ name: 'carol', muted_until: at(-60) })]);
  await press('Manage… bob');
  await expect.element(dialog).toHaveAccessibleName('bob');
  expect(ways()).toEqual(['Change role…', 'Recovery link…', 'Mute…', 'Suspend…', 'Remove…']);
  await press('Mute…');
  await expect.element(dialog).toHaveAccessibleName('Mute bob?');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('button', { name: 'Manage… bob' })).toHaveFocus();
  await press('Manage… carol');
  expect(ways()).toContain('Unmute…');
  await press('Close');
  await expect.element(page.getByRole('button', { name: 'Manage… carol' })).toHaveFocus();
});

test('a guest cannot be muted, a suspended person is reinstated or removed, and of a removed one nothing is left to do', async () => {
  open([
    managedPerson({ name: 'guest', role: 'guest' }),
    managedPerson({ name: 'outside', state: 'suspended' }),
    managedPerson({ name: 'gone', state: 'removed', messages_hidden: true }),
  ]);
  await press('Manage… guest');
  expect(ways()).not.toContain('Mute…');
  await press('Close');
  await press('Manage… outside');
  expect(ways()).toEqual(['Reinstate…', 'Remove…']);
  await press('Close');
  await page.getByLabelText('Show').selectOptions('Everyone');
  await expect.element(row('gone').getByRole('button')).not.toBeInTheDocument();
});

test('an owner changes their own role and nothing else; an admin manages members and guests alone', async () => {
  open();
  await press('Manage… alice');
  expect(ways()).toEqual(['Change role…']);
  document.body.replaceChildren();
  const erin = managedPerson({ name: 'erin', role: 'admin' });
  open([ALICE, BOB, erin], {}, erin);
  await expect.element(row('bob').getByRole('button')).toBeVisible();
  await expect.element(row('alice').getByRole('button')).not.toBeInTheDocument();
  await expect.element(row('erin').getByRole('button')).not.toBeInTheDocument();
  await press('Manage… bob');
  await press('Change role…');
  expect([...document.querySelectorAll('dialog label')].map(({ textContent }) => textContent)).toEqual([
    'Member',
    'Guest',
  ]);
});

test('another role is given', async () => {
  const { asked, said } = open([ALICE, BOB], { 'POST /api/system/people/:id/role': BOB });
  await press('Manage… bob');
  await press('Change role…');
  await press('Change the role');
  await expect.element(page.getByRole('alert')).toHaveTextContent('That is the role of bob already.');
  await page.getByLabelText('Guest').click();
  await press('Change the role');
  await expect.poll(() => said).toEqual(['bob’s role is guest now.']);
  expect(asked).toContain(`POST /api/system/people/${idOf(BOB)}/role {"role":"guest"}`);
});

test('a refusal is said within the dialog', async () => {
  open([ALICE, BOB], {
    'POST /api/system/people/:id/role': () =>
      Promise.reject(refusal(409, 'last_owner', 'Make another owner first.')),
  });
  await press('Manage… alice');
  await press('Change role…');
  await page.getByLabelText('Member').click();
  await press('Change the role');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Make another owner first.');
});

test('somebody is muted for a time and a reason', async () => {
  const { asked, said } = open([ALICE, BOB], { 'POST /api/system/people/:id/mute': BOB });
  await press('Manage… bob');
  await press('Mute…');
  await page.getByLabelText('For how long').selectOptions('A day');
  await press('Mute');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Give a reason.');
  await page.getByLabelText('Reason').fill(' shouting ');
  await press('Mute');
  await expect.poll(() => said).toEqual(['bob is muted.']);
  expect(asked).toContain(`POST /api/system/people/${idOf(BOB)}/mute {"minutes":1440,"reason":"shouting"}`);
});

test('whoever is muted may write again before the time', async () => {
  const muted = { ...BOB, muted_until: at(-3_600) };
  const { asked, said } = open([muted], { 'POST /api/system/people/:id/mute': BOB });
  await press('Manage… bob');
  await press('Unmute…');
  await page.getByLabelText('Reason').fill('we talked');
  await press('Unmute');
  await expect.poll(() => said).toEqual(['bob may write again.']);
  expect(asked).toContain(`POST /api/system/people/${idOf(BOB)}/mute {"minutes":0,"reason":"we talked"}`);
});

test.each([
  ['Suspend', 'suspend', 'bob is suspended.'],
  ['Remove', 'remove', 'bob is removed.'],
])('%s takes a reason and the name, and keeps messages or hides them', async (verb, path, done) => {
  const { asked, said } = open([ALICE, BOB], { [`POST /api/system/people/:id/${path}`]: BOB });
  const complaint = page.getByRole('alert');
  await press('Manage… bob');
  await press(`${verb}…`);
  await page.getByLabelText('Type bob to confirm').fill('bib');
  await press(verb);
  await expect.element(complaint).toHaveTextContent('Give a reason.');
  await page.getByLabelText('Reason').fill('spam');
  await press(verb);
  await expect.element(complaint).toHaveTextContent('This is not the name. Type bob.');
  await page.getByLabelText('Type bob to confirm').fill(' Bob ');
  await page.getByLabelText('Hide them').click();
  await press(verb);
  await expect.poll(() => said).toEqual([`${done} Their messages are hidden.`]);
  expect(asked).toContain(`POST /api/system/people/${idOf(BOB)}/${path} {"reason":"spam","messages":"hide"}`);
});

test('messages stay where nobody says otherwise', async () => {
  const { asked, said } = open([ALICE, BOB], { 'POST /api/system/people/:id/suspend': BOB });
  await press('Manage… bob');
  await press('Suspend…');
  await page.getByLabelText('Reason').fill('spam');
  await page.getByLabelText('Type bob to confirm').fill('bob');
  await press('Suspend');
  await expect.poll(() => said).toEqual(['bob is suspended.']);
  expect(asked.at(-2)).toMatch(/"messages":"keep"/);
});

test('what a removed person wrote is hidden after all', async () => {
  const gone = { ...BOB, state: 'removed' } as const;
  const { asked, said } = open([gone], { 'POST /api/system/people/:id/remove': gone });
  await page.getByLabelText('Show').selectOptions('Removed');
  await press('Manage… bob');
  expect(ways()).toEqual(['Hide messages…']);
  await press('Hide messages…');
  await press('Hide them');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Give a reason.');
  await page.getByLabelText('Reason').fill('spam');
  await press('Hide them');
  await expect.poll(() => said).toEqual(['The messages of bob are hidden.']);
  expect(asked).toContain(`POST /api/system/people/${idOf(BOB)}/remove {"reason":"spam","messages":"hide"}`);
});

test.each([
  [true, 'What was hidden of theirs is shown again.'],
  [false, 'They sign in as before.'],
])('somebody is let in again (messages hidden: %s)', async (messages_hidden, words) => {
  const { asked, said } = open([{ ...BOB, state: 'suspended', messages_hidden }], {
    'POST /api/system/people/:id/reinstate': BOB,
  });
  await press('Manage… bob');
  await press('Reinstate…');
  await expect.element(page.getByText(words)).toBeVisible();
  await press('Reinstate');
  await expect.poll(() => said).toEqual(['bob may sign in again.']);
  expect(asked).toContain(`POST /api/system/people/${idOf(BOB)}/reinstate`);
});

test('before somebody muted is let in again it is said that they stay muted', async () => {
  open([{ ...BOB, state: 'suspended', muted_until: at(-3_600) }]);
  await press('Manage… bob');
  await press('Reinstate…');
  await expect.element(page.getByText(/^They stay muted until/)).toBeVisible();
});

test('a recovery link is shown once, to be copied', async () => {
  const url = 'https://chat.example.org/recover#once';
  open([ALICE, BOB], {
    'POST /api/system/people/:id/recovery-link': { url, expires_at: at(-3_600) },
  });
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce();
  await press('Manage… bob');
  await press('Recovery link…');
  await press('Make the link');
  await expect.element(dialog).toHaveAccessibleName('The recovery link for bob');
  await expect.element(page.getByLabelText('Link')).toHaveValue(url);
  await expect.element(dialog).toMatchTextContent('It is good once, until 20 November 2026, 14:00.');
  await press('Copy');
  await expect.element(page.getByText('Copied.')).toBeVisible();
  expect(write).toHaveBeenCalledWith(url);
  await press('I have kept it');
  await expect.element(page.getByRole('button', { name: 'Manage… bob' })).toHaveFocus();
});

const ROOMS = [
  { name: 'general', title: 'General', is_private: false, is_in: true },
  { name: 'harbour', title: 'The harbour', is_private: false, is_in: false },
  { name: 'office-x7k2pq', title: 'Office', is_private: true, is_in: false },
];

test('which rooms a guest sees is chosen', async () => {
  const gus = managedPerson({ name: 'gus', role: 'guest' });
  const { asked, said } = open([gus], {
    'GET /api/system/people/:id/rooms': { rooms: ROOMS },
    'POST /api/system/people/:id/rooms': { rooms: ROOMS },
  });
  await press('Manage… gus');
  expect(ways()).toEqual(['Change role…', 'Rooms…', 'Recovery link…', 'Suspend…', 'Remove…']);
  await press('Rooms…');
  await expect.element(page.getByLabelText('General')).toBeChecked();
  await expect.element(page.getByText('private · office-x7k2pq')).toBeVisible();
  await page.getByLabelText('General').click();
  await page.getByRole('checkbox', { name: /^The harbour/ }).click();
  await press('Choose these');
  await expect.poll(() => said).toEqual(['gus’s rooms are chosen.']);
  const body = JSON.stringify({ rooms: ['harbour'] });
  expect(asked).toContain(`POST /api/system/people/${gus.id}/rooms ${body}`);
});

test('rooms that cannot be listed are not chosen', async () => {
  const { asked } = open([managedPerson({ name: 'gus', role: 'guest' })], {
    'GET /api/system/people/:id/rooms': () =>
      Promise.reject(refusal(503, 'maintenance', 'A restore is under way.')),
  });
  await press('Manage… gus');
  await press('Rooms…');
  await expect.element(page.getByText(/^The rooms could not be listed\./)).toBeVisible();
  await press('Choose these');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Wait for the list of rooms.');
  expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
});
