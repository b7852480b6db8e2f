import { SEVERITIES } from '@bookchat/shared';
import type { Notice } from './find-notice.ts';

/** The worst first, and of those the oldest. */
export function byUrgency({ alert: one }: Notice, { alert: other }: Notice): number {
  const bySeverity = SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);
  if (bySeverity !== 0) return bySeverity;
  return one.id < other.id ? -1 : 1;
}

/** @param notices by urgency. */
export function isUrgent([first]: readonly Notice[]): boolean {
  return first?.alert.severity === 'CRITICAL';
}
