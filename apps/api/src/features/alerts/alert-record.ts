import type { Alert, Channel, Severity } from '@bookchat/shared';
import type { Details } from './accept-alarm.ts';

/** A channel that needs the network, and so may fail. */
export type RemoteChannel = Exclude<Channel, 'log'>;
export const REMOTE_CHANNELS: readonly RemoteChannel[] = ['email', 'webhook'];

/** How far a channel is with an alert. */
export interface Delivery {
  /** The worst severity that arrived; null where nothing did, and then its end is of no interest either. */
  readonly told: Severity | null;
  /** The worst severity that is dealt with: told, or given up. */
  readonly settled: Severity | null;
  /** When something was last told or given up; reminders count from it. */
  readonly at: string | null;
  /** Whether its end is dealt with. */
  readonly ended: boolean;
  /** How often what is due now was tried in vain. */
  readonly tries: number;
}

export const NOT_TOLD: Delivery = { told: null, settled: null, at: null, ended: false, tries: 0 };

/** What is stored of an alert, besides whether somebody still waits to be told. */
export interface StoredAlert {
  readonly id: string;
  readonly timestamp: string;
  readonly cause: string;
  severity: Severity;
  title: string;
  message: string;
  details: Details;
  count: number;
  last_seen_at: string;
  acknowledged_at: string | null;
  resolved_at: string | null;
  deliveries: Partial<Record<RemoteChannel, Delivery>>;
}

/** An alert as the server works with it; it is changed by the book alone, and marked saved by the store. */
export interface AlertRecord extends StoredAlert {
  unsaved: boolean;
  /** Of the clock's elapsed time: until then an end by itself may turn out to be none. */
  quietUntil: number;
}

export type AlertState = Alert['state'];

export function stateOf({
  acknowledged_at,
  resolved_at,
}: Pick<StoredAlert, 'acknowledged_at' | 'resolved_at'>): AlertState {
  if (resolved_at !== null) return 'resolved';
  return acknowledged_at === null ? 'open' : 'acknowledged';
}

/** The alert as it goes over the wire; a copy. */
export function toAlert(record: StoredAlert): Alert {
  return {
    id: record.id,
    timestamp: record.timestamp,
    severity: record.severity,
    title: record.title,
    message: record.message,
    details: { ...record.details },
    cause: record.cause,
    count: record.count,
    last_seen_at: record.last_seen_at,
    state: stateOf(record),
    acknowledged_at: record.acknowledged_at,
    resolved_at: record.resolved_at,
  };
}
