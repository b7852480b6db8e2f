import { expect, test } from 'vitest';
import { loadPart } from './load-part.ts';

/** What Chromium says of a module that it could not fetch, then and for ever after. */
const failing = (address: string) => async () => {
  throw new TypeError(`Failed to fetch dynamically imported module: ${address}`);
};

const here = (path: string) => new URL(path, location.origin).href;

test('gives the part that was loaded', async () => {
  expect(await loadPart(async () => 'a part')).toBe('a part');
});

test('asks by another address for a part that the browser gave up', async () => {
  const part = await loadPart<typeof import('./counted.ts')>(failing(here('/src/lib/counted.ts')));
  expect(part.counted(2, 'room')).toBe('2 rooms');
});

test('gives all who ask anew the same part', async () => {
  const load = failing(here('/src/lib/store.ts'));
  const [one, two] = await Promise.all([loadPart(load), loadPart(load)]);
  expect(await loadPart(load)).toBe(one);
  expect(two).toBe(one);
});

test('asks each time for a part that still cannot be had', async () => {
  const load = failing(here('/no-such-part.js'));
  const refusals = [await loadPart(load).catch(String), await loadPart(load).catch(String)];
  expect(refusals[0]).toContain('no-such-part.js?attempt=');
  expect(refusals[1]).not.toBe(refusals[0]);
});

test.each([
  ['of another origin', new TypeError('Failed to fetch: https://elsewhere.example/part.js')],
  ['without an address', new TypeError('Importing a module script failed.')],
  ['of the part itself', new Error(`thrown at ${location.origin}/part.js`)],
])('leaves an error %s as it is', async (_, error) => {
  await expect(loadPart(() => Promise.reject(error))).rejects.toBe(error);
});
