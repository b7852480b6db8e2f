import { expect, it } from 'vitest';
import { isAtLeast } from './version-order.mjs';

it.each([
  ['v24.21.0', true],
  ['v24.22.1', true],
  ['v26.0.0', true],
  ['v24.20.9', false],
  ['v20.20.2', false],
])('takes Node.js %s for at least 24.21.0: %s', (version, fits) => {
  expect(isAtLeast(version, '24.21.0', { laterMajor: true })).toBe(fits);
});

it.each([
  ['12.21.0', true],
  ['12.30.1', true],
  ['13.0.0', false],
  ['10.4.1', false],
  ['', false],
])('takes pnpm %s for one that reads a lockfile of 12.21.0: %s', (version, fits) => {
  expect(isAtLeast(version, '12.21.0', { laterMajor: false })).toBe(fits);
});
