import type { ArchiveDetails, ArchiveVerification } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { archiveStatus, HASH, LOCAL_PLACE } from '../../../test/archive-status.ts';
import { at } from '../../../test/at.ts';
import { testDesk } from '../../../test/test-desk.ts';
import { archiveSection } from './archive-section.ts';

const VERIFIED: ArchiveVerification = {
  finished_at: at(600),
  head: HASH,
  same: true,
  files: 12,
  events: 345,
  requests: 3,
  seconds: 1.2,
  differing: 0,
  differences: [],
};
const DRIFTED: ArchiveVerification = {
  ...VERIFIED,
  same: false,
  differing: 1,
  differences: [{ path: 'rooms/general/2026/11/20.md', problem: 'it was changed' }],
};
const IDLE: ArchiveDetails = {
  state: 'idle',
  place: archiveStatus().place,
  branch: 'main',
  is_public: false,
  head: HASH,
  commits: 1_234,
  backlog: 0,
  oldest_waiting_at: null,
  seconds_to_drain: null,
  last_success_at: at(60),
  last_error: null,
  quota: { limit: 5_000, left: 4_987, resets_at: at(-600) },
  blocked_until: null,
  token: { expires_at: at(-5 * 86_400), scopes: [] },
  publishing: null,
  last_verification: VERIFIED,
  set_aside: [],
};

function open(more: Partial<ArchiveDetails> = {}, found: ArchiveVerification = VERIFIED) {
  const opened = testDesk({
    'GET /api/system/archive': { ...IDLE, ...more },
    'POST /api/system/archive/verify': found,
  });
  document.body.append(archiveSection(opened.desk).dom);
  return opened;
}

const heading = page.getByRole('heading', { level: 2 });
const told = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('.pairs__row')]
    .filter((row) => !row.hidden && row.querySelector('dt')?.textContent === name)
    .map((row) => row.querySelector('dd')?.textContent)[0];

test('it tells where everything is, and how it stands with GitHub', async () => {
  open();
  await expect.element(heading).toHaveTextContent('Archive Everything is in, and verified');
  expect(told('Kept')).toBe('acme/conversation on GitHub');
  expect(told('Readers')).toBe('only whom you let in');
  expect(told('Head')).toBe(HASH.slice(0, 7));
  expect(told('On the way')).toBe('nothing');
  expect(told('Requests left')).toBe('4,987 of 5,000');
  expect(told('Token ends')).toBe('in 5 d');
  expect(told('Verified')).toBe('10 minutes ago: 12 files, 345 changes');
  expect(told('Last failure')).toBeUndefined();
});

test('one on the server itself, of which little is known yet, tells that', async () => {
  open({
    place: LOCAL_PLACE,
    branch: null,
    is_public: null,
    head: null,
    commits: 0,
    backlog: 3,
    seconds_to_drain: 40,
    last_success_at: null,
    quota: null,
    token: null,
    last_verification: null,
  });
  await expect.element(heading).toHaveTextContent('Archive 3 changes on the way');
  expect(told('Kept')).toBe('on this server');
  expect(told('Head')).toBe('none yet');
  expect(told('On the way')).toBe('3 changes');
  expect(told('Done in')).toBe('about 40 s');
  expect(told('Verified')).toBe('not yet');
  for (const unknown of ['Branch', 'Readers', 'Last written', 'Requests left', 'Token ends'])
    expect(told(unknown)).toBeUndefined();
});

test('where it is off, nothing is offered', async () => {
  open({ state: 'off', place: null, last_verification: null });
  await expect.element(heading).toHaveTextContent('Archive Off: the chat is saved on this server alone');
  expect(page.getByRole('button').elements()).toEqual([]);
  expect(document.querySelector('.pairs')?.checkVisibility()).toBe(false);
});

test('what it fails by is said, and what it refuses', async () => {
  open({
    state: 'failing',
    is_public: true,
    last_error: { at: at(30), message: 'GitHub does not take the token.' },
    blocked_until: at(-120),
    set_aside: [{ position: 7, message_id: '019ac5b2', reason: 'GitHub found a secret in it.', at: at(90) }],
  });
  await expect.element(heading).toHaveTextContent('Archive It needs help');
  await expect.element(page.getByText('GitHub does not take the token.', { exact: true })).toBeVisible();
  expect(told('Last failure')).toBe('30 seconds ago: GitHub does not take the token.');
  expect(told('Goes on')).toBe('in 2 min');
  expect(told('Readers')).toBe('anybody');
  await expect
    .element(page.getByRole('table', { name: 'What the archive refuses' }))
    .toMatchTextContent(/019ac5b2.*GitHub found a secret in it\..*1 minute ago/);
});

test('a history on its way to a new place shows how far it is', async () => {
  open({ publishing: { done: 30, total: 120 }, last_verification: null });
  await expect.element(heading).toHaveTextContent('Archive Everything is in, not verified yet');
  await expect.element(page.getByText('Bringing the history there (25 %)')).toBeVisible();
});

test('a verification tells that all is the same', async () => {
  const { said } = open();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect.element(page.getByText('Verified: it holds what the database does.')).toBeVisible();
  expect(said).toEqual(['Verified: it holds what the database does.']);
});

test('a verification tells what differs', async () => {
  open({ last_verification: DRIFTED }, DRIFTED);
  await expect.element(heading).toHaveTextContent('Archive 1 file differs from the database');
  await expect
    .element(page.getByRole('table', { name: 'What differs' }))
    .toMatchTextContent(/rooms\/general\/2026\/11\/20\.md.*it was changed/);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect.element(page.getByText('1 file differs. See below.')).toBeVisible();
});
