import {
  assignName,
  createInvite,
  listMessages,
  lookAtLink,
  revokeInvite,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, tokenOf } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { post } from '../../../test/post.ts';
import { backUp, query, restore } from '../../../test/restore.ts';
import { archive, retain, it as retention, say } from '../../../test/retention-test.ts';
import { it } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { arrive, idOf } from '../../../test/team-test.ts';

describe('a restored backup', () => {
  it('lets nobody in who was put out since, and hides what was hidden', { timeout: 60_000 }, async ({
    start,
    folder,
  }) => {
    const clock = createClock();
    const open = await start.server({ DATA_DIR: folder }, { clock });
    await post(open, { author: 'robert', content: 'in the open mode' });
    await open.close();
    const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder }, { clock });
    const owner = await arrive(server, 'alice', 'owner');
    const bob = await arrive(server, 'bob');
    const { body: invite } = await call(server, createInvite, { headers: BY_TOKEN, body: {} });
    const backup = await backUp(server);
    await call(server, revokeInvite, { headers: BY_TOKEN, params: { id: invite.invite.id } });
    await call(server, assignName, { headers: BY_TOKEN, body: { name: 'robert', person_id: bob.me.id } });
    const body = { reason: 'spam', messages: 'hide' as const };
    await call(server, suspendPerson, { headers: BY_TOKEN, params: idOf(bob), body });
    await restore(server, backup);
    for (const { headers } of [owner, bob])
      expect((await callRefused(server, listMessages, { headers })).body.code).toBe('sign_in_needed');
    const look = { body: { token: tokenOf(invite.url) } };
    expect((await callRefused(server, lookAtLink, look)).body.code).toBe('link_ended');
    expect(server.app.people.find(bob.me.id)?.state).toBe('suspended');
    const written = 'select author_id || hidden || claimed from messages';
    expect(query(server.config.database, written)).toEqual([`${bob.me.id}11`]);
  });
});

describe('what pollers were told of what was hidden', () => {
  retention('leaves the log with the message', { timeout: 60_000 }, async ({ start, clock }) => {
    const server = await start.server({ AUTH_MODE: 'open' }, { clock });
    await say(server, '2026-10-01T10:00:00.000Z');
    await archive(server);
    await tell(server, 'message.hidden');
    await tell(server, 'message.shown');
    await say(server, '2026-11-19T10:00:00.000Z');
    await archive(server);
    await retain(server);
    const types = query(server.config.database, 'select type from changes order by position');
    expect(types).toEqual(['message.created', 'message.archived']);
  });
});

async function tell({ app, database }: TestServer, type: 'message.hidden' | 'message.shown'): Promise<void> {
  const row = await database.kysely.selectFrom('messages').select('id').executeTakeFirstOrThrow();
  const position = app.changeLog.newest.position + 1;
  await database.transact(() => app.changeLog.append({ position, type, message_id: row.id }));
  app.changeLog.publish(position, 1);
}
