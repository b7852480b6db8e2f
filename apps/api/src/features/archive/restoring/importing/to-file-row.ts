import type { HistoryFile } from '../../history/read-history.ts';
import type { NewFile } from './import-statements.ts';
import type { OpenSegment } from './read-segment.ts';
import type { SortedFile } from './sort-file.ts';

export interface TakenFile {
  readonly id: number;
  readonly file: HistoryFile;
  readonly sorted: SortedFile;
  /** Null for what holds no events, and for segments that are left out on purpose. */
  readonly segment: OpenSegment | null;
}

/** A file of the archive as the database knows it, once its events are taken. */
export function toFileRow({ id, file, sorted, segment }: TakenFile, batch: number): NewFile {
  const { kind, room, day } = sorted;
  const common = { id, path: file.path, batch, room, day, blob: file.blob, bytes: file.size ?? 0 };
  if (kind !== 'segment') return { ...common, kind, events: 0, isWhole: 1 };
  // One without a single event is nothing that pages could be made of.
  if (segment === null || segment.events === 0) return { ...common, kind: 'left_out', events: 0, isWhole: 0 };
  return { ...common, kind, events: segment.events, isWhole: segment.isWhole ? 1 : 0 };
}
