import { isUtf8 } from 'node:buffer';
import type { ArchiveEvent } from '../events/archive-event.ts';
import { write } from '../events/to-line.ts';
import { type AnyEvent, checkEvent } from './check-event.ts';

/**
 * `isCanonical`: BookChat would write the very same bytes for it, the line end among them. Where each line of a segment is
 * such, the segment can be made again from the database.
 */
export type SegmentLine =
  | {
      readonly kind: 'event';
      readonly event: ArchiveEvent;
      readonly line: string;
      readonly isCanonical: boolean;
    }
  | {
      readonly kind: 'unknown';
      readonly event: AnyEvent;
      readonly line: string;
      readonly isCanonical: boolean;
    }
  /** `lineNumber` counts from 1; 0 is the segment as a whole. */
  | { readonly kind: 'refused'; readonly lineNumber: number; readonly reason: string };

export const MAX_SEGMENT_BYTES = 8 * 1024 * 1024;
const MAX_LINE_BYTES = 128 * 1024;
const LINE_END = 0x0a;

/** Reads a segment that may hold anything, one line at a time: a line that is refused costs no other. */
export function* readSegmentLines(content: Buffer): Generator<SegmentLine> {
  if (content.length > MAX_SEGMENT_BYTES) {
    yield { kind: 'refused', lineNumber: 0, reason: 'It is larger than 8 MB, as no segment is.' };
    return;
  }
  const isText = isUtf8(content);
  let lineNumber = 0;
  for (let from = 0; from < content.length; ) {
    lineNumber += 1;
    const found = content.indexOf(LINE_END, from);
    const end = found === -1 ? content.length : found;
    const bytes = content.subarray(from, end);
    from = end + 1;
    if (bytes.length > MAX_LINE_BYTES) yield refuse(lineNumber, 'It is longer than 128 KB, as no event is.');
    else if (!isText && !isUtf8(bytes)) yield refuse(lineNumber, 'It is not text in UTF-8.');
    else yield readLine(bytes.toString(), { lineNumber, isEnded: found !== -1 });
  }
}

function readLine(
  text: string,
  { lineNumber, isEnded }: { readonly lineNumber: number; readonly isEnded: boolean },
): SegmentLine {
  // Some editors, and git where it is told so, end lines in this way; the event is whole all the same.
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  const isAsWritten = isEnded && line.length === text.length;
  const json = parse(line);
  if (json === undefined) return refuse(lineNumber, line === '' ? 'It is empty.' : 'It is not JSON.');
  const checked = checkEvent(json);
  if (checked.kind === 'refused') return refuse(lineNumber, checked.reason);
  if (checked.kind === 'unknown') return { ...checked, line, isCanonical: isAsWritten };
  return { ...checked, line, isCanonical: isAsWritten && write(checked.event) === line };
}

/** Nothing, which no JSON stands for, where it is none. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function refuse(lineNumber: number, reason: string): SegmentLine {
  return { kind: 'refused', lineNumber, reason };
}
