import type { Severity } from '@bookchat/shared';
import { toPlainLine } from '../../lib/to-plain-line.ts';
import type { Alarm } from '../../plugins/alarms.ts';

export type Details = NonNullable<Alarm['details']>;

/** An alarm whose texts may be stored, sent and shown. */
export interface AcceptedAlarm {
  readonly cause: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly details: Details;
  readonly isOver: boolean;
}

const MAX_CAUSE = 120;
const MAX_TITLE = 150;
const MAX_MESSAGE = 2_000;
const MAX_DETAILS = 20;
const MAX_DETAIL_NAME = 60;
const MAX_DETAIL = 300;

/**
 * Takes out secrets and whatever could forge a line of a log or a header of a mail, and shortens what is too long:
 * texts of an alarm may hold what a client or another server has sent.
 */
export function acceptAlarm(alarm: Alarm, clean: (text: string) => string): AcceptedAlarm {
  const tidy = (text: string, maxLength: number) => toPlainLine(clean(text), maxLength);
  const details = Object.entries(alarm.details ?? {}).slice(0, MAX_DETAILS);
  return {
    cause: acceptCause(alarm.cause, clean),
    severity: alarm.severity,
    title: tidy(alarm.title, MAX_TITLE),
    message: tidy(alarm.message, MAX_MESSAGE),
    details: Object.fromEntries(
      details.map(([name, value]) => [
        tidy(name, MAX_DETAIL_NAME),
        typeof value === 'string' ? tidy(value, MAX_DETAIL) : keepJson(value),
      ]),
    ),
    isOver: alarm.isOver ?? false,
  };
}

/** The cause as alerts are kept under it. */
export function acceptCause(cause: string, clean: (text: string) => string): string {
  return toPlainLine(clean(cause), MAX_CAUSE);
}

/** JSON has no infinity. */
function keepJson(value: number | boolean | null): number | boolean | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
