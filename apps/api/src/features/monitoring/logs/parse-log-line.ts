import { LOG_LEVELS, type LogLevel, type LogLine } from '@bookchat/shared';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Null where it is no line of the log, such as half of one that a crash left. */
export function parseLogLine(line: string): LogLine | null {
  const fields = parseObject(line);
  if (fields === null) return null;
  const { time, level, message, name: _name, ...rest } = fields;
  if (typeof time !== 'string' || !TIMESTAMP.test(time) || !isLevel(level)) return null;
  return {
    time,
    level,
    message: typeof message === 'string' ? message : '',
    details: Object.keys(rest).length === 0 ? '' : JSON.stringify(rest),
  };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isLevel(level: unknown): level is LogLevel {
  return (LOG_LEVELS as readonly unknown[]).includes(level);
}
