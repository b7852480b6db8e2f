import type { Alert, Severity } from '@bookchat/shared';
import { type AlertRecord, type Delivery, NOT_TOLD, type RemoteChannel, toAlert } from '../alert-record.ts';
import { isAtLeast, isWorse } from '../severity-rank.ts';
import { troubleCause } from '../trouble-alarm.ts';

export type NoticeKind = 'opened' | 'escalated' | 'reminder' | 'resolved';

/** Something that a channel is to tell of an alert, which may have changed by the time that it is told. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly record: AlertRecord;
  readonly alert: Alert;
  /** What the channel was told before. */
  readonly before: Severity | null;
  /** The same as long as it is the same notice, also after a restart. */
  readonly key: string;
}

export interface Listener {
  readonly channel: RemoteChannel;
  /** The least that it is told of. */
  readonly severity: Severity;
}

interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

/** Whether there is something to tell: now, after some time if nothing happens until then, or not at all. */
export type Outlook =
  | { readonly when: 'now'; readonly notice: Notice }
  | { readonly when: 'later'; readonly ms: number }
  | { readonly when: 'never' };

const NEVER: Outlook = { when: 'never' };
const REMIND_MS = 24 * 60 * 60_000;

/**
 * Compares an alert with what the channel knows of it. Nothing is queued, so that a restart, or hours without a network,
 * leave nothing to be put in order: what is due is what is not known yet.
 */
export function findNotice(record: AlertRecord, listener: Listener, moment: Moment): Outlook {
  const { channel, severity } = listener;
  if (record.cause === troubleCause(channel)) return NEVER;
  const delivery = record.deliveries[channel] ?? NOT_TOLD;
  const due = (kind: NoticeKind): Outlook => ({ when: 'now', notice: toNotice(kind, record, delivery) });
  if (delivery.settled === null) return isAtLeast(record.severity, severity) ? due('opened') : NEVER;
  const wait =
    record.resolved_at === null ? untilMore(record, delivery, moment) : untilEnd(record, delivery, moment);
  if (wait.ms === Number.POSITIVE_INFINITY) return NEVER;
  return wait.ms > 0 ? { when: 'later', ms: wait.ms } : due(wait.kind);
}

interface Wait {
  readonly kind: NoticeKind;
  readonly ms: number;
}

function untilMore(record: AlertRecord, { settled, at }: Delivery, { now }: Moment): Wait {
  if (isWorse(record.severity, settled as Severity)) return { kind: 'escalated', ms: 0 };
  const isReminded = record.severity === 'CRITICAL' && record.acknowledged_at === null && at !== null;
  return { kind: 'reminder', ms: isReminded ? Date.parse(at) + REMIND_MS - now : Number.POSITIVE_INFINITY };
}

/** The end of an alert is told once it is sure. */
function untilEnd(record: AlertRecord, { told, ended }: Delivery, { elapsed }: Moment): Wait {
  const matters = told !== null && !ended && record.severity !== 'INFO';
  return {
    kind: 'resolved',
    ms: matters ? Math.max(0, record.quietUntil - elapsed) : Number.POSITIVE_INFINITY,
  };
}

function toNotice(kind: NoticeKind, record: AlertRecord, { settled, at }: Delivery): Notice {
  const alert = toAlert(record);
  return { kind, record, alert, before: settled, key: [alert.id, kind, alert.severity, at ?? ''].join(' ') };
}
