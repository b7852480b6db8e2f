import { it as base, describe, expect } from 'vitest';
import { createClock } from '../../../test/create-clock.ts';
import { createBreachBuffer } from './breach-buffer.ts';

const MAX_ENTRIES = 5_000;

const it = base
  .extend('clock', () => createClock('2026-11-20T12:00:00.000Z'))
  .extend('buffer', ({ clock }) => createBreachBuffer(clock.now));

describe('the buffer of breaches', () => {
  it('counts together what one client was refused on one route by one limit', async ({ buffer, clock }) => {
    buffer.add('write', 'POST /a', 'alice');
    await clock.pass(5);
    buffer.add('write', 'POST /a', 'alice');
    buffer.add('write', 'POST /a', 'bob');
    buffer.add('write', 'POST /b', 'alice');
    buffer.add('read', 'POST /a', 'alice');
    const [first, ...others] = buffer.list();
    const at = Date.parse('2026-11-20T12:00:00.000Z');
    expect(first).toEqual({
      limit: 'write',
      endpoint: 'POST /a',
      client: 'alice',
      count: 2,
      firstAt: at,
      lastAt: at + 5,
    });
    expect(others.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it('is empty once what it held was taken', ({ buffer }) => {
    buffer.add('write', 'POST /a', 'alice');
    expect(buffer.take()).toMatchObject([{ client: 'alice', count: 1 }]);
    expect(buffer.take()).toEqual([]);
  });

  it('adds what is put back to what has come since', async ({ buffer, clock }) => {
    buffer.add('write', 'POST /a', 'alice');
    const taken = buffer.take();
    await clock.pass(5);
    buffer.add('write', 'POST /a', 'alice');
    buffer.putBack(taken);
    const at = Date.parse('2026-11-20T12:00:00.000Z');
    expect(buffer.list()).toMatchObject([{ count: 2, firstAt: at, lastAt: at + 5 }]);
  });

  it('names no more than 5,000, and counts the others by route and limit', ({ buffer }) => {
    for (let client = 0; client < MAX_ENTRIES + 100; client++) buffer.add('poll', 'GET /a', String(client));
    for (let client = 0; client < 100; client++) buffer.add('read', 'GET /b', String(client));
    expect(buffer.size).toBe(MAX_ENTRIES + 2);
    expect(buffer.list().filter(({ client }) => client === '(others)')).toMatchObject([
      { limit: 'poll', endpoint: 'GET /a', count: 100 },
      { limit: 'read', endpoint: 'GET /b', count: 100 },
    ]);
    expect(buffer.list().reduce((sum, { count }) => sum + count, 0)).toBe(MAX_ENTRIES + 200);
  });

  it('stays as small when what it named before is put back', ({ buffer }) => {
    for (let client = 0; client < MAX_ENTRIES; client++) buffer.add('poll', 'GET /a', String(client));
    const taken = buffer.take();
    for (let client = 0; client < MAX_ENTRIES; client++) buffer.add('poll', 'GET /a', `new ${client}`);
    buffer.putBack(taken);
    expect(buffer.size).toBe(MAX_ENTRIES + 1);
    expect(buffer.list().reduce((sum, { count }) => sum + count, 0)).toBe(2 * MAX_ENTRIES);
  });
});
