import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

describe('an amount of bytes', () => {
  it.for([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [1_540, '1.5 kB'],
    [9_940_000, '9.9 MB'],
    [73_400_000_000, '73 GB'],
    [2_000_000_000_000_000_000, '2000 PB'],
  ] as const)('of %i reads %s', ([bytes, text]) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
