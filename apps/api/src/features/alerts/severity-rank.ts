import { SEVERITIES, type Severity } from '@bookchat/shared';

export function isWorse(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than);
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return !isWorse(least, severity);
}
