/** The value that `share` (0–1) of the sorted values do not exceed (nearest rank); 0 where there are none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? 0;
}
