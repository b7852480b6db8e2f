import { messageIdSchema } from '@bookchat/shared';
import type { ImportDatabase } from './import-database.ts';
import type { ImportStatements } from './import-statements.ts';
import {
  isAscending,
  type OpenSegment,
  type ReadLine,
  readSegment,
  type WaitingLine,
} from './read-segment.ts';

/** Events that follow each other, in one segment. */
interface Run {
  readonly segment: OpenSegment;
  readonly from: number;
  to: number;
}

/**
 * Takes the events of one commit, in the order in which they happened. Each keeps its position, or gets the next one
 * where that has been given already. What SQLite can make of rows that are there is made by it, all at once.
 */
export function createTakeSegments({ tally, refuse }: ImportDatabase, write: ImportStatements) {
  /** @returns how many events were taken. */
  return (segments: readonly OpenSegment[], commit: string): number => {
    const lines = segments.flatMap((segment) => readSegment(segment, refuse));
    if (!isAscending(lines)) lines.sort((one, other) => one.read.event.position - other.read.event.position);
    const before = tally.position;
    const runs: Run[] = [];
    for (const line of lines) takeLine(line, commit, runs);
    write.changes.run(before);
    for (const { segment, from, to } of runs) write.entries.run(segment.id, from, to);
    return segments.reduce((sum, { events }) => sum + events, 0);
  };

  function takeLine({ segment, lineNumber, read }: WaitingLine, commit: string, runs: Run[]): void {
    const position = Math.max(read.event.position, tally.position + 1);
    if (!read.isCanonical || position !== read.event.position) segment.isWhole = false;
    if (!takeEvent(read, position, commit)) {
      segment.isWhole = false;
      refuse(segment.path, lineNumber, 'A message with its id is there already.');
      return;
    }
    tally.position = position;
    segment.events += 1;
    const last = runs.at(-1);
    if (last?.segment === segment) last.to = position;
    else runs.push({ segment, from: position, to: position });
  }

  /** @returns false where it is there already. */
  function takeEvent({ kind, event, line }: ReadLine, position: number, commit: string): boolean {
    if (kind === 'event' && event.type === 'message.created') {
      const { id, room, author, content, created_at } = event;
      const { changes } = write.message.run(position, id, room, author, content, created_at, commit);
      tally.messages += changes;
      return changes === 1;
    }
    write.keptChange.run(position, idOf(line));
    write.kept.run(position, line);
    if (kind === 'unknown') tally.unknown += 1;
    else if (event.type === 'room.changed') write.room(event);
    else tally[event.type === 'message.edited' ? 'edits' : 'deletions'] += 1;
    return true;
  }
}

/** Of the message that it is about; whatever else stands there is no such thing. */
function idOf(line: string): string {
  const { id } = JSON.parse(line) as { id?: unknown };
  const parsed = messageIdSchema.safeParse(id);
  return parsed.success ? parsed.data : '';
}
