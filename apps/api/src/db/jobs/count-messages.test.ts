import { describe, expect } from 'vitest';
import { post } from '../../../test/post.ts';
import { it } from '../../../test/server-test.ts';
import { countMessages } from './count-messages.ts';

describe('the count of messages', () => {
  it('stops at the position that is named', async ({ server }) => {
    const file = server.config.database;
    expect(countMessages({ file, upTo: 0 })).toBe(0);
    await post(server, { content: 'one' }, { content: 'two' }, { content: 'three' });
    expect([2, 3, 4].map((upTo) => countMessages({ file, upTo }))).toEqual([2, 3, 3]);
  });
});
