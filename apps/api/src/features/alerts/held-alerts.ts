import { SEVERITIES, type Severity } from '@bookchat/shared';
import type { Clock } from '../../lib/clock.ts';
import type { AlertRecord } from './alert-record.ts';

/** The alerts in memory, and how many of them there may be. */
export interface HeldAlerts {
  findUnresolved(cause: string): AlertRecord | undefined;
  find(id: string): AlertRecord | undefined;
  /** In no order. */
  all(): AlertRecord[];
  /** Far beyond what the server has causes for. */
  readonly isFull: boolean;
  addUnresolved(record: AlertRecord): void;
  /** Past a bound, the oldest of those that are resolved is let go. */
  addResolved(record: AlertRecord): void;
  /** The one that another of its cause counts in, once there are so many that wait to be stored or told. */
  findToShare(cause: string): AlertRecord | undefined;
  /** The one of this cause that ended by itself only a moment ago: it did not end, it flaps. */
  takeFlapping(cause: string): AlertRecord | undefined;
  /** Drops what is resolved and for which nothing waits. */
  forget(isAwaited: (record: AlertRecord) => boolean): void;
  countUnresolved(): Record<Severity, number>;
}

const MAX_UNRESOLVED = 500;
const MAX_RESOLVED = 500;

export function createHeldAlerts(clock: Clock): HeldAlerts {
  const unresolved = new Map<string, AlertRecord>();
  /** Oldest first. */
  const resolved = new Set<AlertRecord>();
  const flapping = new Map<string, AlertRecord>();

  return {
    findUnresolved: (cause) => unresolved.get(cause),
    find: (id) => all().find((record) => record.id === id),
    all,
    get isFull() {
      return unresolved.size >= MAX_UNRESOLVED;
    },
    addUnresolved(record) {
      resolved.delete(record);
      unresolved.set(record.cause, record);
    },
    addResolved(record) {
      if (unresolved.get(record.cause) === record) unresolved.delete(record.cause);
      const [oldest] = resolved;
      if (oldest !== undefined && resolved.size >= MAX_RESOLVED) drop(oldest);
      resolved.add(record);
      if (isQuiet(record)) flapping.set(record.cause, record);
    },
    findToShare(cause) {
      if (resolved.size < MAX_RESOLVED) return undefined;
      return [...resolved].findLast((record) => record.cause === cause);
    },
    takeFlapping(cause) {
      const record = flapping.get(cause);
      flapping.delete(cause);
      return record !== undefined && isQuiet(record) ? record : undefined;
    },
    forget(isAwaited) {
      for (const record of resolved)
        if (!record.unsaved && !isQuiet(record) && !isAwaited(record)) drop(record);
    },
    countUnresolved: () => countBySeverity(unresolved.values()),
  };

  function all(): AlertRecord[] {
    return [...unresolved.values(), ...resolved];
  }

  function drop(record: AlertRecord): void {
    resolved.delete(record);
    if (flapping.get(record.cause) === record) flapping.delete(record.cause);
  }

  function isQuiet({ quietUntil }: AlertRecord): boolean {
    return quietUntil > clock.elapsed();
  }
}

function countBySeverity(records: Iterable<AlertRecord>): Record<Severity, number> {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of records) counts[severity] += 1;
  return counts;
}
