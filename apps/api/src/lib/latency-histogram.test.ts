import { describe, expect, it } from 'vitest';
import { createLatencyHistogram } from './latency-histogram.ts';

describe('a histogram of times', () => {
  it('knows every percentile to 3 %, from microseconds to minutes', () => {
    for (const unit of [0.02, 1, 50, 1_000]) {
      const histogram = createLatencyHistogram();
      for (let time = 1; time <= 100; time++) histogram.note(time * unit);
      for (const share of [0.5, 0.9, 0.99, 1]) {
        const exact = share * 100 * unit;
        expect(Math.abs((histogram.percentile(share) ?? 0) / exact - 1)).toBeLessThan(0.035);
      }
    }
  });

  it('knows nothing of nothing, before the first and after it is reset', () => {
    const histogram = createLatencyHistogram();
    expect(histogram.percentile(0.5)).toBeNull();
    histogram.note(5);
    expect(histogram.percentile(0.5)).not.toBeNull();
    histogram.reset();
    expect(histogram.percentile(0.5)).toBeNull();
  });

  it('takes what is shorter or longer than it counts as the shortest and the longest', () => {
    const histogram = createLatencyHistogram();
    histogram.note(0);
    expect(histogram.percentile(1)).toBe(0);
    histogram.note(1e9);
    expect(histogram.percentile(1)).toBeGreaterThan(100_000);
  });
});
