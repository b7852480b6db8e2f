import { expect, it } from 'vitest';
import { addressFromHere } from './address-from-here.ts';

it.each([
  ['127.0.0.1', 'http://127.0.0.1:5002'],
  ['localhost', 'http://localhost:5002'],
  ['0.0.0.0', 'http://127.0.0.1:5002'],
  ['::', 'http://[::1]:5002'],
  ['::1', 'http://[::1]:5002'],
])('reaches a server that listens on %s at %s', (host, address) => {
  expect(addressFromHere({ host, port: 5002 })).toBe(address);
});
