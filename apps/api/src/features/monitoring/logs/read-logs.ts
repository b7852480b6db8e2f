import { join } from 'node:path';
import { type AnswerOf, LOG_LEVELS, type LogLevel, type LogLine, type readLogs } from '@bookchat/shared';
import type * as z from 'zod/mini';
import { parseLogLine } from './parse-log-line.ts';
import { readLinesBackwards } from './read-lines-backwards.ts';

type Query = z.output<typeof readLogs.query>;

/** As the log turns them over: the newest first. */
const FILES = ['app.log', 'app.log.1', 'app.log.2', 'app.log.3', 'app.log.4', 'app.log.5'];

/**
 * Reads the end of the log in `dir`, and nothing else there.
 * @param flush has what waits in memory written first.
 */
export function createReadLogs(dir: string, flush: () => Promise<void>) {
  const paths = FILES.map((name) => join(dir, name));

  return async ({ level, search, limit }: Query): Promise<AnswerOf<typeof readLogs>> => {
    await flush();
    const isWanted = createFilter(level, search);
    const lines: LogLine[] = [];
    for await (const text of readLinesBackwards(paths)) {
      const line = parseLogLine(text);
      if (line === null || !isWanted(line)) continue;
      if (lines.length === limit) return { lines: lines.reverse(), has_more: true };
      lines.push(line);
    }
    return { lines: lines.reverse(), has_more: false };
  };
}

function createFilter(least: LogLevel, search = ''): (line: LogLine) => boolean {
  const levels = new Set<string>(LOG_LEVELS.slice(LOG_LEVELS.indexOf(least)));
  const wanted = search.toLowerCase();
  return ({ level, message, details }) =>
    levels.has(level) && (wanted === '' || `${message} ${details}`.toLowerCase().includes(wanted));
}
