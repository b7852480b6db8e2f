import { type BufferedBreach, OTHERS } from '../../plugins/rate-limits/index.ts';

/** Keeps `most` of those with the highest counts as they are, and puts the others together by limit and endpoint. */
export function nameTheLoudest(breaches: readonly BufferedBreach[], most: number): readonly BufferedBreach[] {
  if (breaches.length <= most) return breaches;
  const byCount = breaches.toSorted((a, b) => b.count - a.count);
  const named = byCount.slice(0, Math.max(0, most));
  const others = Map.groupBy(byCount.slice(named.length), ({ limit, endpoint }) => `${limit} ${endpoint}`);
  return [...named, ...[...others.values()].map(together)];
}

function together(group: readonly BufferedBreach[]): BufferedBreach {
  const [{ limit, endpoint }] = group as [BufferedBreach];
  return {
    limit,
    endpoint,
    client: OTHERS,
    count: group.reduce((sum, { count }) => sum + count, 0),
    firstAt: Math.min(...group.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...group.map(({ lastAt }) => lastAt)),
  };
}
