import type { ApiKey, WatchedSecret } from '@bookchat/shared';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { refusal } from '../../../test/refusal.ts';
import { type Answers, type Asked, testDesk } from '../../../test/test-desk.ts';
import { keysSection } from './keys-section.ts';

const DAY = 86_400;
const KEY: ApiKey = {
  id: '4k8xw0c2m7qd',
  name: 'nightly report',
  owner: null,
  scopes: ['read', 'write'],
  rooms: null,
  other_rooms: 0,
  status: 'active',
  created_at: at(DAY),
  expires_at: at(-89 * DAY),
  rotated_at: null,
  rotations: 0,
  previous_valid_until: null,
  last_used_at: null,
  revoked_at: null,
};
const SECRET: WatchedSecret = {
  name: 'GITHUB_TOKEN',
  status: 'active',
  fingerprint: '7f3a91c0',
  first_seen_at: at(12 * DAY),
  age_days: 12,
  expires_at: at(-78 * DAY),
  rotations: 1,
  last_rotated_at: at(12 * DAY),
  how_to_rotate: 'Make a new one at GitHub and change it here.',
  rotates_here: true,
};
const minted = (more: Partial<ApiKey> = {}) => ({ key: { ...KEY, ...more }, secret: 'bk_4k8xw0c2m7qd_once' });

function open(
  keys: readonly ApiKey[] = [KEY],
  answers: Answers = {},
  secrets: readonly WatchedSecret[] = [SECRET],
) {
  const opened = testDesk({ 'GET /api/system/keys': { keys, secrets }, ...answers });
  document.body.append(keysSection(opened.desk).dom);
  return opened;
}

const heading = page.getByRole('heading', { level: 2 });
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test.each([
  ['None ends soon', []],
  ['1 key expired', ['expired']],
  ['1 key to rotate', ['expired', 'rotation_due']],
  ['1 key ends soon', ['rotation_due', 'expiring']],
  ['2 keys end soon', ['expiring', 'expiring']],
] as const)('the heading says "%s"', async (words, states) => {
  open(states.map((status, place) => ({ ...KEY, id: `4k8xw0c2m7q${place}`, status })));
  await expect.element(heading).toHaveTextContent(`Keys ${words}`);
});

test('the heading says first what has ended of the secrets of the server itself', async () => {
  open([{ ...KEY, status: 'expiring' }], {}, [{ ...SECRET, status: 'expired' }]);
  await expect.element(heading).toHaveTextContent('Keys 1 secret of this server has ended');
});

test('the heading tells secrets of the server from keys of programs', async () => {
  open([KEY], {}, [{ ...SECRET, status: 'expiring' }]);
  await expect.element(heading).toHaveTextContent('Keys 1 secret ends soon');
});

test('the heading counts both where both end', async () => {
  open([{ ...KEY, status: 'expiring' }], {}, [{ ...SECRET, status: 'expiring' }]);
  await expect.element(heading).toHaveTextContent('Keys 1 secret and 1 key end soon');
});

test('a secret that is not set has no end to know of', async () => {
  const unset = {
    ...SECRET,
    status: 'not_set',
    fingerprint: null,
    age_days: null,
    expires_at: null,
  } as const;
  open([KEY], {}, [unset]);
  await expect.element(row('GITHUB_TOKEN')).toMatchTextContent(/Not set/);
  await expect.element(row('GITHUB_TOKEN')).not.toMatchTextContent(/Not known/);
});

test('each key tells what it may and how long it lasts', async () => {
  open([
    KEY,
    {
      ...KEY,
      id: 'aaaaaaaaaaaa',
      name: 'mirror',
      rotated_at: at(3_600),
      previous_valid_until: at(-7_200),
      last_used_at: at(120),
    },
    { ...KEY, id: 'bbbbbbbbbbbb', name: 'long ago', rotated_at: at(DAY), previous_valid_until: at(60) },
    { ...KEY, id: 'cccccccccccc', name: 'former', status: 'revoked' },
  ]);
  await expect
    .element(row('nightly report'))
    .toMatchTextContent(/read, write.*Good.*in 89 d.*1 day.*Never.*Not yet/);
  await expect
    .element(row('mirror'))
    .toMatchTextContent(/2 minutes ago.*1 hour ago.*the old one ends in 2 h/);
  await expect.element(row('long ago')).not.toMatchTextContent('the old one ends');
  await expect.element(row('former')).toMatchTextContent('Revoked');
  await expect.element(row('former').getByRole('button')).not.toBeInTheDocument();
});

test('what needs somebody comes first, and then what ends first', async () => {
  const key = (name: string, status: ApiKey['status'], ends: number): ApiKey => ({
    ...KEY,
    id: name.padEnd(12, '0'),
    name,
    status,
    expires_at: at(-ends * DAY),
  });
  open(
    [
      key('former', 'revoked', 3),
      key('late', 'active', 80),
      key('early', 'active', 40),
      key('old', 'rotation_due', 20),
      key('soon', 'expiring', 5),
      key('gone', 'expired', -1),
    ],
    {},
    [
      { ...SECRET, name: 'QUIET' },
      { ...SECRET, name: 'LOUD', status: 'expired' },
    ],
  );
  await expect.element(row('gone')).toBeVisible();
  const names = [...document.querySelectorAll('tbody strong, tbody code')].map(
    ({ textContent }) => textContent,
  );
  expect(names.filter((name) => name !== SECRET.fingerprint)).toEqual([
    'gone',
    'soon',
    'old',
    'early',
    'late',
    'former',
    'LOUD',
    'QUIET',
  ]);
});

test('secrets of the server are told of, and changed here where that can be', async () => {
  open([], {}, [
    SECRET,
    {
      ...SECRET,
      name: 'ADMIN_TOKEN',
      fingerprint: null,
      age_days: null,
      expires_at: null,
      rotates_here: false,
    },
  ]);
  await expect
    .element(row('GITHUB_TOKEN'))
    .toMatchTextContent(/Good.*12 days.*in 78 d.*12 days ago.*1.*12 days ago.*7f3a91c0/);
  await expect.element(row('ADMIN_TOKEN')).toMatchTextContent('Not known');
  await expect.element(row('ADMIN_TOKEN').getByRole('button')).not.toBeInTheDocument();
  await expect.element(page.getByText(/^No keys yet\./)).toBeVisible();
});

test('a key is made once it is said what for, and its secret is shown once', async () => {
  const { asked } = open([], {
    'POST /api/system/keys': ({ body }: Asked) => minted(body as Partial<ApiKey>),
  });
  await press('Make a key…');
  const complaint = page.getByRole('alert');
  await press('Make the key');
  await expect.element(complaint).toHaveTextContent('Give it a name, so that you know it again.');
  await page.getByLabelText('Name').fill('report');
  await page.getByLabelText('Read the chat').click();
  await press('Make the key');
  await expect.element(complaint).toHaveTextContent('Choose what it may do.');
  await page.getByLabelText('Write messages').click();
  await page.getByLabelText('Days until it ends').fill('400');
  await press('Make the key');
  await expect.element(complaint).toHaveTextContent('Choose between 1 and 365 days.');
  await page.getByLabelText('Days until it ends').fill('30');
  await page.getByLabelText('Only these rooms').fill('The Harbour');
  await press('Make the key');
  await expect.element(complaint).toMatchTextContent(/^A room is named by/);
  await page.getByLabelText('Only these rooms').fill(' general, harbour ');
  await press('Make the key');
  await expect.element(page.getByRole('dialog')).toHaveAccessibleName('The secret of “report”');
  await expect.element(page.getByLabelText('Secret')).toHaveValue('bk_4k8xw0c2m7qd_once');
  expect(asked).toContain(
    'POST /api/system/keys {"name":"report","scopes":["write"],"rooms":["general","harbour"],"expires_in_days":30}',
  );
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await press('I have kept it');
  await expect.element(page.getByRole('button', { name: 'Make a key…' })).toHaveFocus();
});

test.each([
  [null, 0, 'read, write'],
  [['general', 'harbour'], 0, 'read, write in general, harbour'],
  [['general'], 2, 'read, write in general, 2 more'],
  [[], 1, 'read, write in 1 more'],
])('a key for the rooms %j and %i more says so', async (rooms, other_rooms, words) => {
  open([{ ...KEY, rooms, other_rooms }]);
  await expect.element(row('nightly report').getByText(words, { exact: true })).toBeVisible();
});

test('a secret is copied, or selected where the browser does not let it', async () => {
  open([KEY], { 'POST /api/system/keys/:id/rotate': minted() });
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce();
  await press('Rotate… key nightly report');
  await press('Rotate');
  await press('Copy');
  await expect.element(page.getByText('Copied.')).toBeVisible();
  expect(write).toHaveBeenCalledWith('bk_4k8xw0c2m7qd_once');
  write.mockRejectedValueOnce(new Error('not allowed'));
  await press('Copy');
  await expect.element(page.getByText(/^Your browser does not let it/)).toBeVisible();
});

test('a key gets a new secret while the old one goes on for some hours', async () => {
  const { asked } = open([KEY], { 'POST /api/system/keys/:id/rotate': minted() });
  await press('Rotate… key nightly report');
  const hours = page.getByLabelText('Hours for which the old one is still taken');
  for (const wrong of ['', '1.5', '169']) {
    await hours.fill(wrong);
    await press('Rotate');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Choose between 0 and 168 hours.');
  }
  await hours.fill('2');
  await press('Rotate');
  await expect.element(page.getByLabelText('Secret')).toBeVisible();
  expect(asked).toContain(`POST /api/system/keys/${KEY.id}/rotate {"overlap_hours":2}`);
});

test('a key is revoked by whoever says so twice', async () => {
  const { asked, said } = open([KEY], { 'DELETE /api/system/keys/:id': { ...KEY, status: 'revoked' } });
  await press('Revoke… key nightly report');
  await press('Revoke');
  await expect.poll(() => said).toEqual(['The key “nightly report” is revoked.']);
  expect(asked).toContain(`DELETE /api/system/keys/${KEY.id}`);
});

test('the GitHub token is changed where the new one works', async () => {
  const answers = [
    () => Promise.reject(refusal(422, 'token_refused', 'GitHub does not take it.')),
    () => ({ secret: SECRET, check: 'It may write to acme/conversation.' }),
  ];
  const { asked, said } = open([KEY], {
    'POST /api/system/secrets/github-token/rotate': () => answers.shift()?.(),
  });
  await press('Change… GITHUB_TOKEN');
  const complaint = page.getByRole('alert');
  await page.getByLabelText('New token').fill('two words');
  await press('Try and change');
  await expect.element(complaint).toHaveTextContent('Paste the token: one word, without spaces.');
  await page.getByLabelText('New token').fill(' github_pat_new ');
  await press('Try and change');
  await expect.element(complaint).toHaveTextContent('GitHub does not take it.');
  await press('Try and change');
  await expect.poll(() => said).toEqual(['The new token is in use. It may write to acme/conversation.']);
  expect(asked).toContain('POST /api/system/secrets/github-token/rotate {"token":"github_pat_new"}');
});
