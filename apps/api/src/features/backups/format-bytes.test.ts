import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

describe('a size', () => {
  it.for([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1.0 KB'],
    [94_208, '94.2 KB'],
    [374_123_456, '374 MB'],
    [2_500_000_000, '2.5 GB'],
    [7_000_000_000_000_000, '7000 TB'],
  ] as const)('of %d bytes is read as %s', ([bytes, text]) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
