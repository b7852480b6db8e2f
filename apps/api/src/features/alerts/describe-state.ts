import type { AlertStore } from './alert-store.ts';
import type { Courier } from './delivery/index.ts';

export interface AlertsState {
  readonly status: 'healthy' | 'degraded';
  /** In words. */
  readonly message: string;
}

export function describeState(store: AlertStore, couriers: readonly Courier[]): AlertsState {
  const troubles = couriers.flatMap(({ channel, trouble }) =>
    trouble === null ? [] : [`By ${channel}: ${trouble}`],
  );
  if (store.trouble !== null)
    troubles.unshift(`They are kept in memory, as they cannot be stored: ${store.trouble}`);
  if (troubles.length > 0) return { status: 'degraded', message: troubles.join(' ') };
  const channels = ['log', ...couriers.map(({ channel }) => channel)];
  return { status: 'healthy', message: `Alerts go to: ${channels.join(', ')}.` };
}
