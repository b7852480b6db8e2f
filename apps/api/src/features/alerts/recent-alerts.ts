import type { AlertRecord } from './alert-record.ts';

export const MAX_RECENT = 50;

/** The latest alerts, whatever their state, latest first. */
export function createRecentAlerts() {
  let recent: AlertRecord[] = [];

  return {
    add(...records: readonly AlertRecord[]): void {
      const known = new Set(recent.map(({ id }) => id));
      recent.push(...records.filter(({ id }) => !known.has(id)));
      recent = recent.toSorted(latestFirst).slice(0, MAX_RECENT);
    },
    list: (limit: number): AlertRecord[] => recent.slice(0, limit),
  };
}

function latestFirst(one: AlertRecord, other: AlertRecord): number {
  return one.id < other.id ? 1 : -1;
}
