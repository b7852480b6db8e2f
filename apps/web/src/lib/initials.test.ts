import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['alice', 'A'],
  ['alice of the harbour', 'AH'],
  ['ünal ørsted', 'ÜØ'],
  ['👩🏽‍🚀 bob', '👩🏽‍🚀B'],
  ['', ''],
])('the initials of %s are %s', (name, expected) => expect(initials(name)).toBe(expected));
