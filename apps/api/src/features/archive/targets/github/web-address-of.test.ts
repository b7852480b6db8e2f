import { expect, it } from 'vitest';
import { cloneUrlOf, webAddressOf } from './web-address-of.ts';

it.for([
  ['https://api.github.com', 'https://github.com/acme/conversation'],
  ['https://api.github.com/', 'https://github.com/acme/conversation'],
  ['https://api.octocorp.ghe.com', 'https://octocorp.ghe.com/acme/conversation'],
  ['https://ghe.example.org/api/v3', 'https://ghe.example.org/acme/conversation'],
  ['https://api.example.org/api/v3/', 'https://api.example.org/acme/conversation'],
  ['http://127.0.0.1:4040', 'http://127.0.0.1:4040/acme/conversation'],
  ['https://user:secret@ghe.example.org/api/v3', 'https://ghe.example.org/acme/conversation'],
] as const)('with the API at %s, people and git go to %s', ([apiUrl, address]) => {
  expect(webAddressOf(new URL(apiUrl), 'acme/conversation')).toBe(address);
  expect(cloneUrlOf(new URL(apiUrl), 'acme/conversation')).toBe(`${address}.git`);
});
