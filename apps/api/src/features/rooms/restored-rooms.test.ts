import { changeRoom, removeFromRoom, restoreBackup } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { BY_TOKEN, signInAs } from '../../../test/accounts-test.ts';
import { git } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { backUp } from '../../../test/restore.ts';
import { it as base, contentsOf, findRoom, makeRoom, roomsOf, say } from '../../../test/rooms-test.ts';
import { runTask } from '../../../test/run-task.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

/** By a clock that stands still, so that the archive runs when the test says so. */
const it = base
  .extend('env', { ARCHIVE: 'on', RATE_LIMIT_MAX_ADMIN: '100000' } as Readonly<Record<string, string>>)
  .extend('parts', () => ({ clock: createClock(new Date().toISOString()) }));

const CELLAR = { name: 'cellar', title: 'The cellar', kind: 'private' } as const;

describe('a private room', { timeout: 120_000 }, () => {
  it('goes into the repository from when that is turned on, until it is turned off', async ({
    team: { server, bob },
  }) => {
    const { name } = await makeRoom(server, bob, CELLAR);
    await say(server, bob, name, 'psst before');
    await turn(server, bob, name, true);
    const said = await say(server, bob, name, 'for the book');
    expect(said).not.toHaveProperty('kept_here');
    const since = (await findRoom(server, bob, name))?.repository_since ?? '';
    expect(Date.parse(since)).toBeGreaterThan(0);
    await turn(server, bob, name, true);
    expect(await findRoom(server, bob, name)).toMatchObject({ repository_since: since });
    await turn(server, bob, name, false);
    expect(await findRoom(server, bob, name)).toMatchObject({ repository_since: null });
    expect(await say(server, bob, name, 'psst after')).toMatchObject({ kept_here: true });
    await runTask(server, 'archive');
    const everything = git(server, 'log', '--all', '-p');
    expect(everything).toContain('for the book');
    expect(everything).toContain('The cellar');
    expect(everything).not.toContain('psst');
    expect(await contentsOf(server, bob, name)).toEqual(['psst before', 'for the book', 'psst after']);
  });

  it('comes back with a backup, but not those who were taken out of it, nor what was decided before', async ({
    team: { server, bob, carol },
  }) => {
    const { name } = await makeRoom(server, bob, { ...CELLAR, people: [carol.me.id] });
    await say(server, bob, name, 'psst');
    await turn(server, bob, name, true);
    await runTask(server, 'archive');
    const backup = await backUp(server);
    await call(server, removeFromRoom, { headers: bob.headers, params: { name, person: carol.me.id } });
    await turn(server, bob, name, false);
    const attic = await makeRoom(server, bob, { name: 'attic' });
    await call(server, restoreBackup, { params: { id: backup.id }, headers: BY_TOKEN });
    const [bobAgain, carolAgain] = [await signInAs(server, 'bob'), await signInAs(server, 'carol')];
    expect(await findRoom(server, bobAgain, name)).toMatchObject({
      title: 'The cellar',
      people: [bob.me.id],
      in_repository: false,
    });
    expect(await contentsOf(server, bobAgain, name)).toEqual(['psst']);
    expect((await roomsOf(server, carolAgain)).map((room) => room.name)).toEqual(['general']);
    expect(await findRoom(server, bobAgain, attic.name), 'which was made later').toBeUndefined();
  });
});

async function turn(
  server: TestServer,
  { headers }: { headers: { cookie: string } },
  name: string,
  in_repository: boolean,
): Promise<void> {
  await call(server, changeRoom, { headers, params: { name }, body: { in_repository } });
}
