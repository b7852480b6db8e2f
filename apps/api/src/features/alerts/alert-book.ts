import type { Alert, Severity } from '@bookchat/shared';
import type { Clock } from '../../lib/clock.ts';
import type { Alarm } from '../../plugins/alarms.ts';
import { type AcceptedAlarm, acceptAlarm, acceptCause } from './accept-alarm.ts';
import {
  type AlertRecord,
  type Delivery,
  NOT_TOLD,
  REMOTE_CHANNELS,
  type RemoteChannel,
  type StoredAlert,
  toAlert,
} from './alert-record.ts';
import { createRecordMaker } from './create-record.ts';
import { createHeldAlerts } from './held-alerts.ts';
import { OVERFLOW, toOverflow } from './overflow-alarm.ts';
import { createRecentAlerts } from './recent-alerts.ts';
import { isWorse } from './severity-rank.ts';

/** What happened to an alert; `counted` is the only one that may come by the thousand. */
export type AlertEvent =
  | 'opened'
  | 'escalated'
  | 'reopened'
  | 'counted'
  | 'acknowledged'
  | 'resolved'
  | 'told';

export interface AlertBook {
  raise(alarm: Alarm): void;
  clear(cause: string): void;
  acknowledge(record: AlertRecord): void;
  /** By hand: its cause may go on, and is a new alert then. */
  resolve(record: AlertRecord): void;
  /** Notes how far a channel is. */
  settle(record: AlertRecord, channel: RemoteChannel, delivery: Delivery): void;
  /** Takes in what the database has; what is in memory already is newer. */
  adopt(stored: StoredAlerts): void;
  find(id: string): AlertRecord | undefined;
  /** All that are not resolved, and those that are but wait to be stored or told; in no order. */
  all(): AlertRecord[];
  /** Drops what is resolved and for which nothing waits. */
  forget(isAwaited: (record: AlertRecord) => boolean): void;
  unresolved(): Record<Severity, number>;
  /** The latest ones, whatever their state, latest first; at most 50. */
  recent(limit: number): Alert[];
}

export interface StoredAlerts {
  /** All that are not resolved, and those that are but of whose end somebody waits to be told. */
  readonly held: readonly StoredAlert[];
  readonly recent: readonly StoredAlert[];
}

interface BookParts {
  readonly clock: Clock;
  readonly clean: (text: string) => string;
  readonly onEvent: (event: AlertEvent, record: AlertRecord) => void;
}

/** A cause that comes back within this time had not ended. */
const QUIET_MS = 5 * 60_000;

/** The alerts in memory: the truth about all that are not resolved, which the database follows. */
export function createAlertBook({ clock, clean, onEvent }: BookParts): AlertBook {
  const { create, timeOf } = createRecordMaker(clock);
  const held = createHeldAlerts(clock);
  const recent = createRecentAlerts();

  return {
    raise(alarm) {
      const accepted = acceptAlarm(alarm, clean);
      if (accepted.isOver) addOver(accepted);
      else addLasting(accepted);
    },
    clear(cause) {
      const record = held.findUnresolved(acceptCause(cause, clean));
      if (record === undefined) return;
      record.quietUntil = clock.elapsed() + QUIET_MS;
      end(record);
    },
    acknowledge(record) {
      if (record.resolved_at !== null || record.acknowledged_at !== null) return;
      record.acknowledged_at = timeOf(record);
      change('acknowledged', record);
    },
    resolve(record) {
      if (record.resolved_at !== null) return;
      for (const channel of REMOTE_CHANNELS) leaveUntold(record, channel);
      record.quietUntil = Number.NEGATIVE_INFINITY;
      end(record);
    },
    settle(record, channel, delivery) {
      record.deliveries = { ...record.deliveries, [channel]: delivery };
      change('told', record);
    },
    adopt(stored) {
      for (const alert of stored.held)
        if (held.find(alert.id) === undefined && held.findUnresolved(alert.cause) === undefined) keep(alert);
      recent.add(...stored.recent.map(toRecord));
    },
    find: held.find,
    all: held.all,
    forget: held.forget,
    unresolved: held.countUnresolved,
    recent: (limit) => recent.list(limit).map(toAlert),
  };

  function addLasting(alarm: AcceptedAlarm): void {
    const known = held.findUnresolved(alarm.cause);
    const flapping = known ?? held.takeFlapping(alarm.cause);
    if (known !== undefined) repeat(known, alarm, 'counted');
    else if (flapping !== undefined) reopen(flapping, alarm);
    else if (held.isFull && alarm.cause !== OVERFLOW) addLasting(toOverflow(alarm));
    else open(alarm);
  }

  function open(alarm: AcceptedAlarm): void {
    const record = create(alarm);
    held.addUnresolved(record);
    recent.add(record);
    change('opened', record);
  }

  function addOver(alarm: AcceptedAlarm): void {
    const shared = held.findToShare(alarm.cause);
    if (shared === undefined) openAndEnd(alarm);
    else repeat(shared, alarm, 'counted');
  }

  function openAndEnd(alarm: AcceptedAlarm): void {
    const record = create(alarm);
    record.resolved_at = record.timestamp;
    held.addResolved(record);
    recent.add(record);
    change('opened', record);
  }

  function repeat(record: AlertRecord, alarm: AcceptedAlarm, event: 'counted' | 'reopened'): void {
    const { title, message, details } = alarm;
    const isWorseNow = isWorse(alarm.severity, record.severity);
    Object.assign(record, { title, message, details, last_seen_at: timeOf(record) });
    record.count += 1;
    if (isWorseNow) escalate(record, alarm.severity);
    change(isWorseNow ? 'escalated' : event, record);
  }

  /** Whoever acknowledged it knew of less. */
  function escalate(record: AlertRecord, severity: Severity): void {
    record.severity = severity;
    record.acknowledged_at = null;
  }

  function reopen(record: AlertRecord, alarm: AcceptedAlarm): void {
    record.resolved_at = null;
    held.addUnresolved(record);
    for (const channel of REMOTE_CHANNELS)
      if (record.deliveries[channel]?.ended) record.deliveries[channel] = NOT_TOLD;
    repeat(record, alarm, 'reopened');
  }

  function end(record: AlertRecord): void {
    record.resolved_at = timeOf(record);
    held.addResolved(record);
    change('resolved', record);
  }

  /** Whoever resolves an alert by hand knows of it, so that nobody need hear of it for the first time. */
  function leaveUntold(record: AlertRecord, channel: RemoteChannel): void {
    const delivery = record.deliveries[channel] ?? NOT_TOLD;
    if (delivery.told === null)
      record.deliveries[channel] = { ...delivery, settled: record.severity, ended: true, tries: 0 };
  }

  function keep(alert: StoredAlert): void {
    const record = toRecord(alert);
    if (alert.resolved_at === null) held.addUnresolved(record);
    else held.addResolved(record);
    recent.add(record);
  }

  function change(event: AlertEvent, record: AlertRecord): void {
    record.unsaved = true;
    onEvent(event, record);
  }
}

function toRecord(alert: StoredAlert): AlertRecord {
  const deliveries = alert.resolved_at === null ? withoutLosses(alert.deliveries) : alert.deliveries;
  return { ...alert, deliveries, unsaved: false, quietUntil: Number.NEGATIVE_INFINITY };
}

/** What was given up before a start is tried again after it: perhaps the address has been put right. */
function withoutLosses(deliveries: StoredAlert['deliveries']): StoredAlert['deliveries'] {
  const entries = Object.entries(deliveries).map(
    ([channel, delivery]) => [channel, { ...delivery, settled: delivery.told, tries: 0 }] as const,
  );
  return Object.fromEntries(entries);
}
