import type { Severity } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { AlertEvent } from './alert-book.ts';
import { type AlertRecord, toAlert } from './alert-record.ts';

const LEVELS = { CRITICAL: 'fatal', WARNING: 'warn', INFO: 'info' } as const satisfies Record<
  Severity,
  string
>;
const LOGGED: ReadonlySet<AlertEvent> = new Set(['opened', 'escalated', 'reopened', 'resolved']);

/** The channel that needs nothing but the process: a line for what begins, grows worse, comes back or ends. */
export function logAlert(log: FastifyBaseLogger, event: AlertEvent, record: AlertRecord): void {
  if (!LOGGED.has(event)) return;
  const { id, cause, severity, title, message, details, count } = toAlert(record);
  const fields = { alert: { event, id, cause, severity, count, details } };
  if (event === 'resolved') log.info(fields, `Resolved: ${title}`);
  else log[LEVELS[severity]](fields, `${severity}: ${title}. ${message}`);
}
