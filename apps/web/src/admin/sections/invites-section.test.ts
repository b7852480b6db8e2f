import type { Invite, Me } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { managedPerson } from '../../../test/managed-person.ts';
import { type Answers, type Asked, testDesk } from '../../../test/test-desk.ts';
import { invitesSection } from './invites-section.ts';

const DAY = 86_400;
const INVITE: Invite = {
  id: '019ac5b2-7a10-7c3e-9d52-0c9a4b6f1e77',
  role: 'member',
  note: 'Carol',
  rooms: [],
  other_rooms: 0,
  status: 'open',
  uses: 0,
  max_uses: 1,
  created_at: at(DAY),
  created_by: 'alice',
  expires_at: at(-2 * DAY),
  revoked_at: null,
};
const GENERAL = { name: 'general', title: 'General', is_private: false };
const ERIN = managedPerson({ name: 'erin', role: 'admin' });

function open(invites: readonly Invite[] = [INVITE], answers: Answers = {}, me: Me | null = null) {
  const opened = testDesk(
    {
      'GET /api/system/invites': { invites },
      'GET /api/system/invites/rooms': { rooms: [GENERAL] },
      ...answers,
    },
    me,
  );
  document.body.append(invitesSection(opened.desk).dom);
  return opened;
}

const heading = page.getByRole('heading', { level: 2 });
const dialog = page.getByRole('dialog');
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('each invite tells for whom it is, how far it is used and when it ends', async () => {
  open([
    INVITE,
    { ...INVITE, id: '2', note: '', role: 'admin', status: 'used_up', uses: 3, max_uses: 3 },
    { ...INVITE, id: '3', note: 'Dave', role: 'guest', status: 'revoked', revoked_at: at(120) },
    {
      ...INVITE,
      id: '4',
      note: 'Zoe',
      rooms: ['cellar-x7k2pq'],
      status: 'expired',
      expires_at: at(DAY),
      created_by: null,
    },
    { ...INVITE, id: '5', note: 'Gus', role: 'guest', rooms: ['general', 'harbour'], other_rooms: 2 },
  ]);
  await expect.element(heading).toHaveTextContent('Invites 2 open');
  await expect
    .element(row('Carol'))
    .toMatchTextContent(/becomes a member.*All open ones.*Open.*0 of 1.*in 2 d.*1 day ago.*alice/);
  await expect.element(row('Whoever has it')).toMatchTextContent(/becomes an admin.*Used up.*3 of 3/);
  await expect
    .element(row('Dave'))
    .toMatchTextContent(/becomes a guest.*None any more.*Revoked.*2 minutes ago/);
  await expect
    .element(row('Zoe'))
    .toMatchTextContent(/All open ones, and cellar-x7k2pq.*Expired.*1 day ago.*the admin token/);
  await expect
    .element(row('Gus'))
    .toMatchTextContent(/becomes a guest.*general, harbour, 2 private rooms.*Open/);
  expect(document.querySelectorAll('.records__last button:not([hidden])').length).toBe(2);
});

test('where there is none, it says what they are for', async () => {
  open([]);
  await expect.element(heading).toHaveTextContent('Invites None open');
  await expect.element(page.getByText(/^No invites yet\./)).toBeVisible();
});

test('somebody is invited, and the link is shown once', async () => {
  const url = 'https://chat.example.org/join#once';
  const { asked } = open([], {
    'POST /api/system/invites': ({ body }: Asked) => ({
      invite: { ...INVITE, ...(body as Partial<Invite>), expires_at: at(-DAY) },
      url,
    }),
  });
  await press('Invite somebody…');
  await page.getByLabelText('For whom').fill(' Carol ');
  await page.getByLabelText('Guest').click();
  for (const wrong of ['0', '1.5', '', '1001']) {
    await page.getByLabelText('How many people may use it').fill(wrong);
    await press('Make the link');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Choose between 1 and 1,000 people.');
  }
  await page.getByLabelText('How many people may use it').fill('5');
  await page.getByLabelText('Good for').selectOptions('A day');
  await press('Make the link');
  await expect.element(page.getByLabelText('Link')).toHaveValue(url);
  await expect
    .element(dialog)
    .toMatchTextContent('It is good for 5 accounts, until 21 November 2026, 13:00.');
  expect(asked).toContain(
    'POST /api/system/invites {"role":"guest","note":"Carol","rooms":["general"],"max_uses":5,"expires_in_hours":24}',
  );
  await press('I have kept it');
  await expect.element(page.getByRole('button', { name: 'Invite somebody…' })).toHaveFocus();
});

test('an owner invites admins, and an admin does not', async () => {
  open();
  await press('Invite somebody…');
  await expect.element(page.getByLabelText('Admin')).toBeVisible();
  document.body.replaceChildren();
  open([INVITE, { ...INVITE, id: '2', note: 'Frank', role: 'admin' }], {}, ERIN);
  await press('Invite somebody…');
  await expect.element(page.getByLabelText('Guest')).toBeVisible();
  await expect.element(page.getByLabelText('Admin')).not.toBeInTheDocument();
  await press('Cancel');
  await expect.element(row('Carol').getByRole('button')).toBeVisible();
  await expect.element(row('Frank').getByRole('button')).not.toBeInTheDocument();
});

test.each([
  ['Carol', 'the invite for Carol'],
  ['', 'this invite'],
])('an invite is revoked by whoever says so twice (note: "%s")', async (note, of) => {
  const { asked, said } = open([{ ...INVITE, note }], { 'DELETE /api/system/invites/:id': INVITE });
  await press(`Revoke… ${of}`);
  await expect.element(dialog).toHaveAccessibleName(`Revoke ${of}?`);
  await press('Revoke');
  await expect.poll(() => said).toEqual(['The invite is revoked.']);
  expect(asked).toContain(`DELETE /api/system/invites/${INVITE.id}`);
});
