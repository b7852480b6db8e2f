import { expect, test } from 'vitest';
import { formatNumber } from './format-number.ts';
import { formatVerdict } from './print-result.ts';

test('numbers have about three digits, and what is missing is not a zero', () => {
  expect(formatNumber(23_456.7)).toBe('23,457');
  expect(formatNumber(12.34)).toBe('12.3');
  expect(formatNumber(0.756)).toBe('0.76');
  expect(formatNumber(Number.NaN)).toBe('–');
  expect(formatNumber(undefined)).toBe('');
});

test('a verdict says ratio, range, target and whether it is reached', () => {
  const value = { median: 0.7, min: 0.65, max: 0.8 };
  const verdict = { what: 'the bare 304', value, unit: '×', target: { atLeast: 0.75 }, reached: false };
  expect(formatVerdict(verdict)).toBe('✗ 0.70 × the bare 304 (0.65–0.80), target ≥ 0.75: NOT REACHED');
});

test('a single figure has no range', () => {
  const value = { median: 12, min: 12, max: 12 };
  const verdict = { what: 'p99', value, unit: 'ms', target: { atMost: 20 }, reached: true };
  expect(formatVerdict(verdict)).toBe('✓ p99 12.0 ms, target ≤ 20: reached');
});
