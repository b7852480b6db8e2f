import { ARCHIVE_FORMAT } from './archive-format.ts';
import { countOf } from './count-of.ts';

interface CommitToDescribe {
  /** Of the batch that it brings. */
  readonly number: number;
  readonly events: number;
  /** How many days of rooms it brings the pages of. */
  readonly pages: number;
  /** The hash under which the batch was committed first, where this history is another one. */
  readonly firstCommit?: string | null;
}

/**
 * Without a line end at its end. Nothing that a person wrote stands in it: GitHub acts upon what commits say, such as
 * `Fixes #1`.
 */
export function commitMessage({ number, events, pages, firstCommit = null }: CommitToDescribe): string {
  const trailers = [
    `BookChat-Batch: ${number}`,
    `BookChat-Format: ${ARCHIVE_FORMAT}`,
    ...(firstCommit === null ? [] : [`BookChat-First-Commit: ${firstCommit}`]),
  ];
  return `${toTitle(events, pages)}\n\n${trailers.join('\n')}`;
}

function toTitle(events: number, pages: number): string {
  const days = `the pages of ${countOf(pages, 'day')}`;
  if (events === 0) return pages === 0 ? 'Begin the archive' : `Add ${days}`;
  const messages = `Archive ${countOf(events, 'message')}`;
  return pages === 0 ? messages : `${messages} and add ${days}`;
}
