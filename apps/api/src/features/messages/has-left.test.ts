import { listMessages, postMessage } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { post } from '../../../test/post.ts';
import { it as base } from '../../../test/server-test.ts';

/** Made on 20 November 2024. */
const OLD_ID = '01934a5c-9000-7cc3-98c4-dc0c0c07398f';

/** A server whose messages of general have left up to a day. */
const it = base.extend('upTo', ({ server }) => {
  return (newest_day: string) =>
    server.database.kysely.insertInto('retention_rooms').values({ room: 'general', newest_day }).execute();
});

describe('the id of a message that may have left', () => {
  it('is refused, as it would be in the archive twice', async ({ server, upTo }) => {
    await upTo('2024-11-20');
    const { status, body } = await callRefused(server, postMessage, {
      body: { id: OLD_ID, content: 'again' },
    });
    expect({ status, code: body.code, detail: body.detail }).toEqual({
      status: 409,
      code: 'id_taken',
      detail: expect.stringContaining('have left the database'),
    });
  });

  it('is taken where nothing of its day has left', async ({ server, upTo }) => {
    await upTo('2024-11-19');
    const late = { body: { id: OLD_ID, content: 'late' } };
    expect((await call(server, postMessage, late)).status).toBe(201);
    await server.database.kysely.updateTable('retention_rooms').set({ newest_day: '2024-11-20' }).execute();
    expect((await call(server, postMessage, late)).status, 'it is still here').toBe(200);
  });

  it('is a place to read on from, with nothing before it', async ({ server, upTo }) => {
    const [said] = await post(server, { content: 'here' });
    expect(await callRefused(server, listMessages, { query: { before: OLD_ID } })).toMatchObject({
      status: 404,
    });
    await upTo('2024-11-20');
    expect((await call(server, listMessages, { query: { before: OLD_ID } })).body).toEqual({
      messages: [],
      has_more: false,
    });
    expect((await call(server, listMessages, { query: { after: OLD_ID } })).body.messages).toEqual([said]);
  });
});
