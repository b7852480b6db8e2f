import { describe, expect, it } from 'vitest';
import { createPasswords } from './passwords.ts';

const KEY = Buffer.alloc(32);

describe('passwords', () => {
  it('are kept with all that it takes to try them, and each another way', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash('correct horse');
    expect(stored).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await passwords.verify('correct horse', stored)).toBe(true);
    expect(await passwords.verify('correct  horse', stored)).toBe(false);
    expect(await passwords.verify('correct horse', null)).toBe(false);
    expect(passwords.hashed).toBe(4);
  });

  it('are hashed two at a time, and not at all beyond a hundred that wait', async () => {
    const working = Promise.withResolvers<Buffer>();
    const passwords = createPasswords(() => working.promise);
    const tries = Array.from({ length: 103 }, () => passwords.verify('x', null));
    await expect(tries.at(-1)).rejects.toMatchObject({ code: 'overloaded' });
    expect(passwords.hashed).toBe(2);
    working.resolve(KEY);
    await Promise.all(tries.slice(0, -1));
    expect({ hashed: passwords.hashed, most: passwords.most }).toEqual({ hashed: 102, most: 2 });
  });
});
