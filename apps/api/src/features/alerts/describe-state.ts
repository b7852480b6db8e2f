import type { AlertBook } from './alert-book.ts';
import type { AlertStore } from './alert-store.ts';
import type { Courier } from './delivery/index.ts';

export interface AlertsState {
  readonly status: 'healthy' | 'degraded';
  /** In words. */
  readonly message: string;
}

interface Parts {
  readonly book: Pick<AlertBook, 'all'>;
  readonly store: Pick<AlertStore, 'trouble'>;
  readonly couriers: readonly Courier[];
}

/** Alerts do well while all are stored and told, and while nobody has yet to see a critical one. */
export function describeState({ book, store, couriers }: Parts): AlertsState {
  const troubles = couriers.flatMap(({ channel, trouble }) =>
    trouble === null ? [] : [`By ${channel}: ${trouble}`],
  );
  if (store.trouble !== null)
    troubles.unshift(`They are kept in memory, as they cannot be stored: ${store.trouble}`);
  troubles.push(...unseen(book));
  if (troubles.length > 0) return { status: 'degraded', message: troubles.join(' ') };
  const channels = ['log', ...couriers.map(({ channel }) => channel)];
  return { status: 'healthy', message: `Alerts go to: ${channels.join(', ')}.` };
}

function unseen(book: Parts['book']): string[] {
  const critical = book
    .all()
    .filter(
      ({ severity, resolved_at, acknowledged_at }) =>
        severity === 'CRITICAL' && resolved_at === null && acknowledged_at === null,
    );
  if (critical.length === 0) return [];
  return [`Critical, and seen by nobody yet: ${critical.map(({ title }) => title).join('; ')}.`];
}
