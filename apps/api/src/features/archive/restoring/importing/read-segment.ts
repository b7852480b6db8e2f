import { readSegmentLines, type SegmentLine } from '../../history/read-segment-lines.ts';

/** A segment while its events are taken. */
export interface OpenSegment {
  readonly id: number;
  readonly path: string;
  /** As its path says. */
  readonly room: string;
  /** Null where it is not read. */
  readonly content: Buffer | null;
  /** That were taken. */
  events: number;
  /** Whether the database can make the very same bytes again, as far as is known. */
  isWhole: boolean;
}

export type ReadLine = Exclude<SegmentLine, { kind: 'refused' }>;

/** A line that can be taken. */
export interface WaitingLine {
  readonly segment: OpenSegment;
  readonly lineNumber: number;
  readonly read: ReadLine;
}

/** Some thousand times what the largest chat will reach; beyond a thousand times that, cursors would not hold it. */
const MAX_POSITION = 10 ** 12;

/** The lines of a segment that can be taken; the others go to `refuse`. */
export function readSegment(
  segment: OpenSegment,
  refuse: (path: string, lineNumber: number, reason: string) => void,
): WaitingLine[] {
  const lines: WaitingLine[] = [];
  let lineNumber = 0;
  for (const read of readSegmentLines(segment.content ?? Buffer.alloc(0))) {
    lineNumber += 1;
    const refusal = judge(read, segment, lineNumber);
    if (refusal !== null) refuse(segment.path, ...refusal);
    else lines.push({ segment, lineNumber, read: read as ReadLine });
  }
  // Made again, its lines would come in another order.
  if (lines.length < lineNumber || !isAscending(lines)) segment.isWhole = false;
  return lines;
}

/** Whether each happened after the one before. */
export function isAscending(lines: readonly WaitingLine[]): boolean {
  let last = 0;
  return lines.every(({ read: { event } }) => {
    const isAfter = event.position > last;
    last = event.position;
    return isAfter;
  });
}

function judge(read: SegmentLine, segment: OpenSegment, at: number): [at: number, reason: string] | null {
  if (read.kind === 'refused') return [read.lineNumber, read.reason];
  const { room, position } = read.event;
  if (room !== segment.room) return [at, 'It says another room than its path.'];
  return position <= MAX_POSITION ? null : [at, 'Its position is beyond all that BookChat gives.'];
}
