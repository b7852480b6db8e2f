import { expect, test } from 'vitest';
import { archiveStatus, HASH, LOCAL_PLACE } from '../../test/archive-status.ts';
import { commitAddress } from './commit-address.ts';

test('a commit stands where its place says', () => {
  expect(commitAddress(archiveStatus().place, HASH)).toBe(
    `https://github.com/acme/conversation/commit/${HASH}`,
  );
});

test.each([LOCAL_PLACE, null])('in %j a browser finds no commit', (place) => {
  expect(commitAddress(place, HASH)).toBeNull();
});
