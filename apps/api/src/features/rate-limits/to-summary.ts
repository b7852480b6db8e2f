import type { BreachSummary } from '@bookchat/shared';
import type { Sums } from './tally.ts';
import { topOf } from './top-of.ts';

const TOP = 10;

/** @param kept what the database holds. @param fresh what is not written yet. */
export function toSummary(
  kept: Sums,
  fresh: Sums,
  rest: Pick<BreachSummary, 'since' | 'warning_above'>,
): BreachSummary {
  const limits = topOf(kept.limits, fresh.limits, Number.POSITIVE_INFINITY);
  const endpoints = topOf(kept.endpoints, fresh.endpoints, TOP);
  const clients = topOf(kept.clients, fresh.clients, TOP);
  return {
    ...rest,
    total: kept.total + fresh.total,
    by_limit: limits.map(({ name, ...counted }) => ({ limit: name, ...counted })),
    by_endpoint: endpoints.map(({ name, ...counted }) => ({ endpoint: name, ...counted })),
    by_client: clients.map(({ name, ...counted }) => ({ client: name, ...counted })),
  };
}
