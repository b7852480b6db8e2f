import { expect } from 'vitest';
import { it } from '../../../test/doctor-test.ts';
import { makeKey } from '../../../test/make-key.ts';
import { query } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { checkKeys } from './check-keys.ts';

const DAY_MS = 86_400_000;
const fromNow = (days: number) => new Date(Date.now() + (days + 0.5) * DAY_MS).toISOString();
const ENV = { WATCHED_SECRETS: 'STRIPE_KEY', STRIPE_KEY: 'sk_canary' };

it('keys and secrets that end or are old are named, with what to do', async ({ start, folder, look }) => {
  expect(await look(checkKeys)).toEqual([]); // there is no database yet
  const server = await start.server({ DATA_DIR: folder, ...ENV });
  const { key } = await makeKey(server, 'read');
  await runTask(server, 'api_keys');
  expect(await look(checkKeys, ENV)).toEqual([
    { mark: 'fine', words: 'No key and no secret has ended, ends soon, or wants to be changed.' },
  ]);

  const { database } = server.config;
  query(database, `update api_keys set expires_at = '${fromNow(3)}'`);
  query(database, `update watched_secrets set first_seen_at = '${fromNow(-70)}' where name = 'ADMIN_TOKEN'`);
  const ends = fromNow(5).slice(0, 10);
  const findings = await look(checkKeys, { ...ENV, SECRET_EXPIRY: `STRIPE_KEY=${ends}` });
  expect(findings).toEqual([
    {
      mark: 'notice',
      words: expect.stringMatching(`^The API key "${key.name}" ends in 3 days, at `),
      advice: expect.stringContaining(`bookchat keys rotate ${key.id}`),
    },
    { mark: 'notice', words: 'ADMIN_TOKEN has been the same for 69 days.', advice: expect.any(String) },
    {
      mark: 'notice',
      words: expect.stringMatching(/^STRIPE_KEY ends in [45] days, at /),
      advice: expect.stringContaining('set STRIPE_KEY to it'),
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain('canary');

  query(database, `update api_keys set expires_at = '${fromNow(-3)}'`);
  const [ended, , gone] = await look(checkKeys, { ...ENV, SECRET_EXPIRY: 'STRIPE_KEY=2026-01-01' });
  expect(ended).toMatchObject({ mark: 'fault', advice: expect.stringContaining(`keys revoke ${key.id}`) });
  expect(gone).toMatchObject({ mark: 'fault', words: 'STRIPE_KEY has ended, at 2026-01-01T00:00:00.000Z.' });
});
