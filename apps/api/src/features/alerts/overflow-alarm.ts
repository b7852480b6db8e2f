import type { AcceptedAlarm } from './accept-alarm.ts';

export const OVERFLOW = 'alerts.overflow';

/** Stands for every cause that there is no room for. */
export function toOverflow({ severity, cause }: AcceptedAlarm): AcceptedAlarm {
  return {
    cause: OVERFLOW,
    severity,
    title: 'More goes wrong at once than can be listed',
    message:
      'So many alerts are not resolved that further causes are only counted here; the details name the latest. ' +
      'Resolve the alerts that are dealt with.',
    details: { latest_cause: cause },
    isOver: false,
  };
}
